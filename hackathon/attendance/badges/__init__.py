"""Badges as a PDF to print and cut out; their sizes are in `static/attendance/badges/badges.css`."""
