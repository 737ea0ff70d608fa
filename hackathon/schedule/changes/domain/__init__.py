"""Changes of a schedule, worked out on paper."""
