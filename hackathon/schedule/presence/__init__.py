"""Who is viewing the schedule, and what others have changed in it."""
