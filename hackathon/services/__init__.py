"""Changing something, whole or not at all."""
