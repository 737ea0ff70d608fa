"""A page and a calendar for each contact, with the sessions they run."""
