"""A person's own agenda."""
