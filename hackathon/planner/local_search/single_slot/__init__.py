"""Simulated annealing where every session fills one slot."""
