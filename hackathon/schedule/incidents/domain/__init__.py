"""The published agenda after an incident, as values."""
