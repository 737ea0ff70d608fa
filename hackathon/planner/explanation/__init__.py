"""Explanations of an agenda: alternatives, what-if, minimal conflicts, and messages about them."""
