"""When and where an event is, and what kind of event."""
