"""People as communities write them: in fields, lists and tables, and after a vote."""
