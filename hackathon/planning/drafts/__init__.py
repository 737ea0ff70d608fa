"""Drafts of the agenda: placing, moving, pinning and leaving out sessions."""
