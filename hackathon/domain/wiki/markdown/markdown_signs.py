"""How our Markdown pages spell what is not plain text: labels, values of one line, signatures."""

import re
from collections.abc import Iterable

from hackathon.domain.wiki.blocks import guarded
from hackathon.domain.wiki.fields import is_placeholder
from hackathon.domain.wiki.markdown.markdown_blocks import unescaped

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

_QUOTED = re.compile(r'"(?:[^"\\]|\\.)*"')


def line_of(text: str) -> str:
    """Return a value as one line that `text_of` reads back; one that would say nothing stands in quotes."""
    if not text:
        return ""
    return quote(text) if is_placeholder(text) or text != text.strip() else _apart(guarded(text))


def text_of(line: str) -> str:
    """Return the value that `line_of` wrote."""
    found = _QUOTED.fullmatch(line)
    return unescaped(line[1:-1] if found else line)


def quote(text: str) -> str:
    """Return the text in quotes, which tell where it begins and ends."""
    words = guarded(text).replace('"', '\\"')
    return f'"{words}"'


def quotes(texts: Iterable[str]) -> str:
    """Return several texts, each in quotes."""
    return ", ".join(quote(text) for text in texts)


def quoted_texts(line: str) -> tuple[str, ...]:
    """Return the texts that `quotes` wrote."""
    return tuple(unescaped(found[1:-1]) for found in _QUOTED.findall(line))


def _apart(words: str) -> str:
    # A quotation mark of the text's own must not be taken for ours.
    return f"\\{words}" if words.startswith('"') else words
