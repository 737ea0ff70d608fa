"""Named dates of an event, such as deadlines, and their calendar file."""
