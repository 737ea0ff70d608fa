"""Incidents during the event: shown with the people they affect, and published at once."""
