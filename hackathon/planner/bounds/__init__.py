"""Lower bounds and exact methods: column generation, set partitioning, feasibility."""
