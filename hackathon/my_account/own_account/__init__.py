"""Changing your own name and email address."""
