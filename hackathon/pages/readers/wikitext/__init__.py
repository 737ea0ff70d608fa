"""Reads MediaWiki source, and the exports that contain it."""
