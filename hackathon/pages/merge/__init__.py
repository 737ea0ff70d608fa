"""Comparing a page with an event: who is who, and what is new, changed, gone or in conflict."""
