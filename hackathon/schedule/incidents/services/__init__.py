"""Working out the answers to an incident, and publishing the one that was chosen."""
