"""An event's home page, and the organizers' overview with their to-do list."""
