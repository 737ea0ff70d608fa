"""Pages as Markdown, in and out."""
