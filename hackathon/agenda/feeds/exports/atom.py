"""The change log as an Atom feed (RFC 4287)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from xml.etree import ElementTree as ET

NAMESPACE = "http://www.w3.org/2005/Atom"
NEVER = datetime(1970, 1, 1, tzinfo=UTC)
"""The update time of a feed without entries, because Atom requires one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One revision: its URL, when it was published, and its changes, one sentence per line."""

    address: str
    title: str
    published_at: datetime
    lines: Sequence[str]


def feed(
    entries: Iterable[Entry], *, title: str, author: str, page: str, address: str, language: str
) -> bytes:
    """Return the feed of these entries, newest first; `page` is the same as HTML, `address` its own URL."""
    shown = list(entries)
    root = ET.Element("feed", {"xmlns": NAMESPACE, "xml:lang": language})
    _add(root, "id", page)
    _add(root, "title", title)
    _add(root, "updated", max((each.published_at for each in shown), default=NEVER).isoformat())
    _add(_add(root, "author"), "name", author)
    _add(root, "link", rel="self", type="application/atom+xml", href=address)
    _add(root, "link", rel="alternate", type="text/html", href=page)
    for each in shown:
        entry = _add(root, "entry")
        _add(entry, "id", each.address)
        _add(entry, "title", each.title)
        _add(entry, "updated", each.published_at.isoformat())
        _add(entry, "link", rel="alternate", type="text/html", href=each.address)
        _add(entry, "content", "\n".join(each.lines), type="text")
    return bytes(ET.tostring(root, encoding="utf-8", xml_declaration=True))


def _add(parent: ET.Element, name: str, text: str | None = None, **attributes: str) -> ET.Element:
    element = ET.SubElement(parent, name, attributes)
    # XML doesn't allow most control characters, which may have been pasted into a title.
    element.text = text and "".join(each for each in text if each >= " " or each in "\t\n")
    return element
