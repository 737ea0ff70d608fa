"""Badges as a PDF to print and cut out: `templates/print/badges.html`, sizes in `static/css/badges.css`."""
