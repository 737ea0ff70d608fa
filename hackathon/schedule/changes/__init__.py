"""Changing the schedule by hand, with undo and redo."""
