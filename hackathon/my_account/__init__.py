"""What a person can see, take along and have deleted."""
