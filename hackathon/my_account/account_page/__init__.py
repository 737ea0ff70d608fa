"""A person's own account page."""
