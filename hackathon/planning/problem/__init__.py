"""From an event's rows to the planner's problem, built once for each state of the rows."""
