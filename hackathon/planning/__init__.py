"""Building the agenda: rooms, time slots, drafts, planner runs, what-if questions, the day itself."""
