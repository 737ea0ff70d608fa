"""Decides whether the cells of a column are names of people, and how they are written."""

import re
from collections.abc import Sequence

from hackathon.pages.recognition.people.nobody import is_nobody
from hackathon.pages.recognition.people.people_strings import read_people

_LAST_FIRST = re.compile(r"[^,;()\d]{2,60}, [^,;()\d]{1,60}(?: \([^()]{1,120}\))?")
_PARTICLES = frozenset(
    {
        "de",
        "la",
        "le",
        "du",
        "des",
        "von",
        "van",
        "der",
        "den",
        "zu",
        "zum",
        "di",
        "da",
        "del",
        "dos",
        "das",
        "bin",
        "ibn",
        "al",
        "el",
        "y",
        "e",
        "af",
        "av",
        "ter",
        "ten",
    }
)
_NUMBER = re.compile(r"[\d.,%+-]+")


def names_people(text: str) -> bool:
    """Whether a cell is one name or several: a few words in capitals, of which none has a digit."""
    if len(text) > 300 or is_nobody(text) or _NUMBER.fullmatch(text):
        return False
    if _LAST_FIRST.fullmatch(text):
        return True
    people = read_people(text)
    return bool(people) and all(map(_is_full_name, (person.name for person in people)))


def _is_full_name(name: str) -> bool:
    words = name.split()
    if (
        not 2 <= len(words) <= 6
        or len(name) > 50
        or any(letter.isdigit() or letter in ":!?&+" for letter in name)
    ):
        return False
    return all(
        word[0].isupper()
        or word.casefold() in _PARTICLES
        or word[0].lower() == word[0].upper()
        or word[1:2] in "'\N{RIGHT SINGLE QUOTATION MARK}"
        for word in words
    )


def are_parts_last_first(values: Sequence[str]) -> bool:
    """Whether each part between semicolons has one comma, as "Last, First" has."""
    parts = [part.strip() for value in values for part in value.split(";") if part.strip()]
    return len(parts) > 2 and all(_LAST_FIRST.fullmatch(part) for part in parts)


def are_last_first(values: Sequence[str]) -> bool:
    """Whether a column has its names as "Last, First", apart by semicolons: each part has one comma.

    Names apart by commas are of other numbers, or of two words each.
    """
    if not are_parts_last_first(values):
        return False
    parts = [part.strip() for value in values for part in value.split(";") if part.strip()]
    short = sum(len(part.split(",")[0].split()) == 1 for part in parts)
    return short > 0.6 * len(parts) or any(";" in value or "(" in value for value in values)
