"""Which topic must come after which."""
