"""Carries a hackathon through its whole life, from the first idea to the calendar in a pocket."""
