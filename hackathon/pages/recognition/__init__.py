"""Recognition of dates, people, fields, headings and comments in lines of text, whatever the format."""
