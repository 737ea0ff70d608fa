"""Reminders of one's own sessions, as each person chooses: in the calendar, by mail, never by default."""
