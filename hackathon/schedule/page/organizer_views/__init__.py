"""The schedule page of organizers: the grid, one panel beside it, and a plain page for each session."""
