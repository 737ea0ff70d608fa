"""Responses and parts of pages that are rendered once and sent often."""
