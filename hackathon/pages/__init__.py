"""Reads community pages, compares them with an event, and writes events as pages.

Start with `model.page`, the values that everything works on, and `readers.formats`, which reads any format.

    model/         the page as values
    readers/       one reader for each format: rendered text, wikitext, Markdown, CSV, JSON
    recognition/   dates, people, places, headings, labels and comments in a line of text
    report         a page as JSON, with counts
    merge/         a page compared with an event: what is new, changed, gone or in conflict
    writers/       one writer for each format

README.md shows the library in use.
"""
