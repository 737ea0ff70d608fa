"""Changes of a schedule as pure values."""
