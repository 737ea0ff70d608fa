"""Creating an event, changing its settings, and naming its organizers."""
