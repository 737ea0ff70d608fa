"""The outbox: writing emails, sending them, retrying, and showing organizers what was sent."""
