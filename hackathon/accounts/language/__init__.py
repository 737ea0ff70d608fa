"""Choosing the language of pages and mails."""
