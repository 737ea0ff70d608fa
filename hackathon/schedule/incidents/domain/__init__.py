"""The published agenda after something happened, as values."""
