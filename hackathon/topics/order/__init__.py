"""The required order of topics."""
