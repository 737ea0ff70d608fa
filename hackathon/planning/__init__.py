"""Building the agenda: rooms, slots, drafts, planner runs, what-if questions, incidents."""
