"""Reads a list of flat JSON objects, as exported by form services and databases, as a table."""

from typing import Any

from hackathon.pages.readers.tables.sheets import Row, Sheet
from hackathon.pages.readers.tool_exports.json_values import JsonObject, objects_in, text_in
from hackathon.pages.readers.tool_exports.page_builder import lines_of_titles

_MOST_COLUMNS = 200


def rows_in(document: Any) -> list[JsonObject]:  # noqa: ANN401 -- JSON
    """Return the objects of a list, or of the only list in an object; of Airtable's records the fields."""
    lists = [document] if isinstance(document, list) else []
    if isinstance(document, dict):
        lists = [value for value in document.values() if isinstance(value, list) and objects_in(value)]
    entries = objects_in(lists[0]) if len(lists) == 1 else []
    return [entry["fields"] if isinstance(entry.get("fields"), dict) else entry for entry in entries]


def sheet_in(document: Any, text: str) -> Sheet:  # noqa: ANN401 -- JSON
    """Return the rows as a sheet with the keys in its first row."""
    entries = rows_in(document)
    keys = list(dict.fromkeys(key for entry in entries for key in entry))[:_MOST_COLUMNS]
    cells = [tuple(_words(entry.get(key)) for key in keys) for entry in entries]
    firsts = [max(row, key=len, default="").partition("\n")[0] for row in cells]
    lines = lines_of_titles(firsts, text)
    rows = [Row(line=line, cells=row) for line, row in zip(lines, cells, strict=True)]
    return Sheet(name=None, rows=(Row(line=1, cells=tuple(keys)), *rows))


def _words(value: Any) -> str:  # noqa: ANN401 -- JSON
    if isinstance(value, list):
        return "; ".join(words for item in value if (words := _words(item)))
    if isinstance(value, bool):
        return "yes" if value else "no"
    return text_in(value)
