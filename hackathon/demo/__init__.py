"""The demonstration event."""
