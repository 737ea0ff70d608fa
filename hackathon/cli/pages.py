"""Bringing a wiki page in, and an agenda out."""

