"""Planner runs: starting, watching, stopping and comparing them."""
