"""Writers: one for each format, each from a `Page` to text."""
