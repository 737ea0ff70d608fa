"""Open-space mornings: topics are pitched and arranged on the spot, and open slots claimed."""
