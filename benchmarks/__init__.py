"""Benchmarks: pages, paper, mail, imports and the planner, measured on this machine (`hackathon bench`)."""
