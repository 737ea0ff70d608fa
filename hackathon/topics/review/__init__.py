"""Reviewing topics against a checklist."""
