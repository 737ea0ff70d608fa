"""The published agenda: revisions, web page, calendar feeds, PDF, and each person's own agenda."""
