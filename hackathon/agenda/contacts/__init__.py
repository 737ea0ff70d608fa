"""The page and the calendar of each contact: the sessions that they run."""
