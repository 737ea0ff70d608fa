"""Readers: one for each format, each from text to a `Page`."""
