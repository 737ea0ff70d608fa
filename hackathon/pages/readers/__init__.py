"""Readers, one per format, from text to a `Page`."""
