"""How our Markdown pages write labels, one-line values and signatures."""

import re
from collections.abc import Iterable

from hackathon.pages.model.blocks import escape_text
from hackathon.pages.model.markdown_blocks import unescape
from hackathon.pages.recognition.labels.fields import is_placeholder

LABELS = {
    "number": "Number",
    "review_state": "Review state",
    "date_of_insert": "Date of insert",
    "verified": "Verified",
    "gsoc": "GSoC",
    "contact": "Technical contact",
    "contact_note": "Note on contacts",
    "mailing_list": "Mailing list",
    "irc": "IRC channel",
    "difficulty": "Difficulty",
    "skills": "Skills needed",
    "description": "Description",
    "outcomes": "Outcomes",
    "steps": "Steps",
    "references": "References",
    "length": "Slots",
    "needs": "Needs",
    "is_plenary": "Plenary",
    "may_run_twice": "May run twice",
    "proposers": "Proposed by",
}
"""The fields of a topic, in the order in which we write them."""

EVENT_LABELS = {
    "name": "Event",
    "slug": "Address",
    "kind": "Kind",
    "days": "Days",
    "place": "Place",
    "zone": "Time zone",
    "open": "Open",
}
VOTES = "Votes"
COMMENTS = "Comments"
ANSWER = "\N{DOWNWARDS ARROW WITH TIP RIGHTWARDS}"
NOBODY = "*Somebody*"
UNDECIDED = "(undecided)"

# One that is never closed goes to the end: a search would start again at each of its quotation marks.
_QUOTED = re.compile(r'"((?:[^"\\]|\\.)*+)("|\\?\Z)', re.DOTALL)


def format_value(text: str) -> str:
    """Return a value as one line that `parse_value` reads back; quoted where it would read as empty."""
    if not text:
        return ""
    return quote(text) if is_placeholder(text) or text != text.strip() else _apart(escape_text(text))


def parse_value(line: str) -> str:
    """Return the value that `format_value` wrote."""
    match = _QUOTED.fullmatch(line)
    return unescape(match[1] if match and match[2] == '"' else line)


def quote(text: str) -> str:
    """Return the text in quotes, which tell where it begins and ends."""
    words = escape_text(text).replace('"', '\\"')
    return f'"{words}"'


def quote_all(texts: Iterable[str]) -> str:
    """Return several texts, each in quotes."""
    return ", ".join(quote(text) for text in texts)


def parse_quoted(line: str) -> tuple[str, ...]:
    """Return the texts that `quote_all` wrote."""
    return tuple(unescape(words) for words, closing in _QUOTED.findall(line) if closing == '"')


def _apart(words: str) -> str:
    # A quotation mark of the text's own must not be taken for ours.
    return f"\\{words}" if words.startswith('"') else words
