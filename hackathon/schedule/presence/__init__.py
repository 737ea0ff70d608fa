"""Who looks at the schedule now, and what others have changed in it."""
