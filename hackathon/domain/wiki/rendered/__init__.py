"""Pages as people see and copy them: text that a browser shows, prints, or takes out of a table."""
