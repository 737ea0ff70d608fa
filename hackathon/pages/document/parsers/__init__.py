"""One parser for each format, from text to the blocks of a document."""
