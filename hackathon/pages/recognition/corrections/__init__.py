"""A person's corrections to a page that was read wrongly."""
