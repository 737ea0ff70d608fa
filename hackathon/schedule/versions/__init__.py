"""Versions of a draft: named, compared and restored."""
