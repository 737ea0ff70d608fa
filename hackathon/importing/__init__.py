"""Importing and exporting events as community pages: preview, apply, undo."""
