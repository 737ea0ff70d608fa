"""Screens for the hall and for the doors of rooms."""
