"""Splitting one topic into two."""
