"""The people of an event: the public list, and the organizers' table (`templates/attendance/people/`)."""
