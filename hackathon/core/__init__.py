"""Shared by all subjects: database and transactions, web requests and access, forms, text, files."""
