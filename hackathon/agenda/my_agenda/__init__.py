"""One person's own agenda."""
