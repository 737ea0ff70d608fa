"""Text documents of word processors, turned into HTML."""
