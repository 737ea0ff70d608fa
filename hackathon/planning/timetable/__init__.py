"""Opening hours, slots and breaks."""
