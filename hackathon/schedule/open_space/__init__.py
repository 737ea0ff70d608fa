"""Mornings that are planned on the spot: topics are pitched and arranged, and open slots claimed."""
