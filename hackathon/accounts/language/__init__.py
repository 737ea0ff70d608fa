"""Choosing the language of pages and emails."""
