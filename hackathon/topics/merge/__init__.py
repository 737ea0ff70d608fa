"""Merging one topic into another."""
