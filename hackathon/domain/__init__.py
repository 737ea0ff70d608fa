"""Rules that could be worked out with pencil and paper: no web, no database, no clock."""
