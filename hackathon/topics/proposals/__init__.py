"""Proposing a topic, with a saved draft and similar topics."""
