"""The outbox: writing emails, sending them, retrying, and showing organizers their state."""
