"""Working out the answers to an incident, and publishing the chosen one."""
