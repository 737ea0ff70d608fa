"""Topics: title, labelled values, text, comments and votes."""
