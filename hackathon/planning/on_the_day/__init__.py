"""Changes while the event is running."""
