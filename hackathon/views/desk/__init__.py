"""The organizer's desk; one module per page."""
