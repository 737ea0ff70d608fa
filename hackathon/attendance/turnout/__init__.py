"""How many people have registered over time."""
