"""The waitlist: who is offered a place that becomes free."""
