"""Proposing a topic again at a later event."""
