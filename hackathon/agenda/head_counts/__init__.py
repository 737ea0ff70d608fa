"""Head counts: how many people were in a session."""
