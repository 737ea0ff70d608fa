"""Finding other places for published sessions."""
