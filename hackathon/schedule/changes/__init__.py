"""Changing the schedule, with undo and redo."""
