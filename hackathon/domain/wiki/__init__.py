"""Wiki pages: read into values, compared with what is here, and written.

To read first: `page`, the values that all else is about; then `kinds`, the one door for every kind of text.

    page, texts, blocks, ...  what stands on a page, whatever it was read from; `report` as plain data
    rendered/                 pages as people see and copy them: pasted, printed, flattened from a table
    wikitext/                 MediaWiki's own source, in and out, and the XML and JSON that it comes in
    markdown/                 Markdown, in and out
    interchange/              tables and JSON of our own, in and out
    merging/                  a page held against what is here: who is who, what is new, what changed
    writers                   the one door out: the kinds of page that an event can be written as
"""
