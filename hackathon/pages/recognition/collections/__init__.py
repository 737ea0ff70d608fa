"""Finds the collections of a page, its sections, lists and tables, and their roles."""
