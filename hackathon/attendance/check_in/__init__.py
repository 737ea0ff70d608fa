"""Check-in at the door, by an organizer or with the self check-in code."""
