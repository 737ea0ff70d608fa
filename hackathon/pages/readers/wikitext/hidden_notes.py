"""Hidden comments that keep what wikitext cannot express, valid while the text beside them is unchanged.

`<!-- hackathon 1a2b3c4d {...} -->`: the eight digits are a checksum of the text before it. If someone
edits the text on the wiki, the text counts and the note does not.
"""

import hashlib
import json
import re
from typing import Any

from hackathon.core.errors import NotAPage
from hackathon.pages.model.json_codec import from_json, to_json

NOTE = re.compile(r"<!-- hackathon ([0-9a-f]{8}) ([^<>]*) -->")


def with_note(visible: str, value: object) -> str:
    """Return the text followed by its exact meaning, in a comment that the wiki does not show."""
    document = json.dumps(to_json(value), ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    # Two hyphens could end the comment, braces and bars could be taken for a template's.
    safe = re.sub(
        r"[-%{}|<>\[\]=~'\s]", lambda sign: "".join(f"%{ord(c):04x}" for c in sign.group()), document
    )
    return f"{visible}<!-- hackathon {_seal(visible)} {safe} -->"


def split_note(source: str, kind: type) -> tuple[str, Any]:
    """Return the text without its note, and the value of that class; None where no note still holds."""
    match = NOTE.search(source)
    if match is None:
        return source, None
    visible = source[: match.start()]
    if source[match.end() :].strip():
        return NOTE.sub("", source), None
    return visible, read_note(match, visible, kind)


def read_note(note: re.Match[str], visible: str, kind: type) -> Any:  # noqa: ANN401 -- a value of that class
    """Return the content of the note about that text; None if the text has changed or the note is broken."""
    if note[1] != _seal(visible):
        return None
    try:
        return from_json(kind, json.loads(_unquoted(note[2])), "note")
    except (ValueError, NotAPage):
        return None


def _unquoted(text: str) -> str:
    return re.sub(r"%([0-9a-f]{4})", lambda code: chr(int(code[1], 16)), text)


def _seal(visible: str) -> str:
    return hashlib.sha256(" ".join(visible.split()).encode()).hexdigest()[:8]
