"""Writers, one per format, from a `Page` to text."""
