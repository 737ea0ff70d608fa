"""Screens for the hall and for room doors."""
