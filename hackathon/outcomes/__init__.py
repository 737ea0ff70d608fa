"""Results of an event: minutes, decisions, actions and links of its topics, feedback, and the report."""
