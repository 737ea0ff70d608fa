"""Decides whether the cells of a column are names of people, and how they are written."""

import re
from collections.abc import Mapping, Sequence

from hackathon.pages.recognition.labels.field_labels import field_for_label
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


def is_voter(header: str) -> bool:
    """Whether a column of votes is one person's: its header is a name, and none of the words for votes."""
    words = header.split()
    is_named = bool(words) and len(words) <= 4 and all(word[:1].isupper() for word in words[:1])
    return is_named and field_for_label(header) is None and not any(map(str.isdigit, header))


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


def last_first_columns(cells: Mapping[int, Sequence[str]]) -> frozenset[int]:
    """Return the columns, by position, that have names as "Last, First": what one of them shows, all mean."""
    possible = {position: values for position, values in cells.items() if _have_comma_each(values)}
    together = [value for values in possible.values() for value in values]
    if not are_last_first(together):
        return frozenset()
    return frozenset(
        position
        for position, values in possible.items()
        if are_last_first(values) or all(len(value.split(",")[0].split()) == 1 for value in values)
    )


def _have_comma_each(values: Sequence[str]) -> bool:
    parts = [part.strip() for value in values for part in value.split(";") if part.strip()]
    return bool(parts) and all(map(_LAST_FIRST.fullmatch, parts))
