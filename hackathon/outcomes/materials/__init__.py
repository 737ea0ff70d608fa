"""Files of a topic: slides, notes, pictures."""
