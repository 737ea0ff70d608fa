"""Recounts of a solution and its bound that share no code with the search or the solver."""
