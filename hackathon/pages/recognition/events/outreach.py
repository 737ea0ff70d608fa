"""Recognizes a page's student programme, its year and round, and its site."""

import re
from collections.abc import Sequence

from hackathon.pages.model.metadata import Outreach
from hackathon.pages.model.source import Line

_PROGRAMMES = (
    (re.compile(r"google summer of code|\bgsoc\b", re.IGNORECASE), "GSoC"),
    (re.compile(r"\boutreachy\b", re.IGNORECASE), "Outreachy"),
    (re.compile(r"\boutreach program(?:me)? for women\b|\bopw\b", re.IGNORECASE), "OPW"),
    (re.compile(r"google code-?in\b", re.IGNORECASE), "GCI"),
)
_YEAR = re.compile(r"(?<!\d)20\d{2}(?!\d)")
_ROUND = re.compile(r"\bround[ _#]{0,2}(\d{1,3})\b", re.IGNORECASE)
_NAMES = r"(?:gsoc|google summer of code|outreachy|opw)"
_AND_WHOM = re.compile(
    rf"{_NAMES}(?:(?:,| and| or| &|/) ?{_NAMES}){{0,3}},? (?:and|at|for|with|@) (\w[\w.-]{{0,40}})",
    re.IGNORECASE,
)
_SOURCE = re.compile(r"\{\{[^{}]{0,200}\}\}")
_REPOSITORY = re.compile(r"https?://github\.com/([\w.-]{1,60}/[\w.-]{1,60})(?:/|\b)")
_LONGEST = 1000


def find_outreach(texts: Sequence[str]) -> Outreach | None:
    """Return the first programme in the title, headings and sentences, with year and round."""
    known = [_SOURCE.sub("", text[:_LONGEST]) for text in texts]
    naming = [(text, name) for text in known if (name := _programme(text)) is not None]
    if not naming:
        return None
    name = naming[0][1]
    about = [text for text, programme in naming if programme == name]
    years = [match.group() for text in about if (match := _YEAR.search(text))]
    rounds = [match[1] for text in about if (match := _ROUND.search(text))]
    return Outreach(
        programme=name, year=int(years[0]) if years else None, round=int(rounds[0]) if rounds else None
    )


def site_in_heading(headings: Sequence[str]) -> str | None:
    """Return the organization that a heading names beside the programme, as in "GSoC and Xen"."""
    return next((match[1] for text in headings if (match := _AND_WHOM.fullmatch(text[:200]))), None)


def find_repository(lines: Sequence[Line]) -> tuple[str, int] | None:
    """Return the first GitHub repository that the page links to, and the line of the link."""
    for line in lines:
        if "github.com/" in line.text and (match := _REPOSITORY.search(line.text)):
            return match[1].rstrip("."), line.number
    return None


def _programme(text: str) -> str | None:
    places = [(match.start(), name) for words, name in _PROGRAMMES if (match := words.search(text))]
    return min(places)[1] if places else None
