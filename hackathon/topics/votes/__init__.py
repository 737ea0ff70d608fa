"""Votes for topics, and which of them count."""
