"""The activity log of an event."""
