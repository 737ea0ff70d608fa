"""Badges as a PDF to print and cut out."""
