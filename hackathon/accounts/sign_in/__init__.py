"""Signing in with an emailed link or code."""
