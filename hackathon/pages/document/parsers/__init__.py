"""Parsers, one per format, from text to the blocks of a document."""
