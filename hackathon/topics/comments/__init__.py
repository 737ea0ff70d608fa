"""Comments on topics."""
