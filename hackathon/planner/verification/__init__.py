"""Independent checks of a solution and its bound, sharing no code with the search or the solver."""
