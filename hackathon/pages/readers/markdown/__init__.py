"""Reading Markdown pages."""
