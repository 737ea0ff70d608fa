"""The organizers' schedule page: the grid, a panel beside it, and a plain page per session."""
