"""What is on now, what comes next, and where each person needs to be."""
