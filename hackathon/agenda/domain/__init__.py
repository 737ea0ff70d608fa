"""Pure rules of published agendas: the grid, the changes between two, and the calendar entries."""
