"""Reminders of a person's sessions, in the calendar or by email; off unless the person asks for them."""
