"""The planner's problem for an event, built once for each state of its rows."""
