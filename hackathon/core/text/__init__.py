"""Reading, comparing and cleaning text: names, email addresses, Markdown, tables."""
