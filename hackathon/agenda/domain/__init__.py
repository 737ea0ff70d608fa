"""Rules of published agendas: the grid, the changes between two agendas, and the calendar entries."""
