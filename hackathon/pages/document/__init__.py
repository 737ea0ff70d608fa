"""One document model for all formats, and their parsers."""
