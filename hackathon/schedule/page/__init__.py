"""The content of the schedule page."""
