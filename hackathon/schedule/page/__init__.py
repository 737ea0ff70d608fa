"""Everything that the schedule page shows."""
