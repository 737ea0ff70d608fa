"""Feedback about an event and its sessions."""
