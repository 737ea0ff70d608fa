"""A person's own account: their data, to view, download or delete."""
