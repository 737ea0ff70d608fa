"""What happens while the event is running: it is shown with whom it affects, and published at once."""
