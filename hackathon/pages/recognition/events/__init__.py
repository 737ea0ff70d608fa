"""The time, place and kind of an event."""
