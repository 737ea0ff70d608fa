"""Splitting a list of people into names, and names into first and last name."""

import re

_PIECE = re.compile(r'"([^"]*)"|([^",;|\t<>]+)')
_PARTICLES = frozenset(
    (
        "al",
        "bin",
        "da",
        "de",
        "del",
        "della",
        "den",
        "der",
        "di",
        "dos",
        "du",
        "el",
        "ibn",
        "la",
        "le",
        "van",
        "von",
    )
)
_GIVEN_NAMES = frozenset(("Al", "Bin", "Da", "Di", "El"))
"""Those that are also first names, if capitalized."""


def pieces(text: str) -> list[str]:
    """Return the parts between separators; quoted text, whatever it contains, is one part."""
    return [piece for piece, _ in _separated(text)]


def _separated(text: str) -> list[tuple[str, bool]]:
    """Return the parts, each with whether it is separated from the previous one by nothing but a comma."""
    found: list[tuple[str, bool]] = []
    end = 0
    for part in _PIECE.finditer(text):
        if piece := (part[1] or part[2] or "").strip(" \t'-–—:"):  # noqa: RUF001 -- dashes
            found.append((piece, bool(found) and text[end : part.start()].strip(' "') == ","))
            end = part.end()
    return found


def named(text: str) -> list[str]:
    """Return the parts as names in spoken order: "Kurth, Lars" becomes "Lars Kurth"."""
    flat = [
        (part.strip(), by_comma if n == 0 else True)
        for piece, by_comma in _separated(text)
        for n, part in enumerate(each for each in piece.split(",") if each.strip())
    ]
    words = [part for part, _ in flat]
    # Only a comma can reverse a name: between semicolons and tabs, each part is a field of its own.
    if len(flat) > 1 and flat[1][1] and _is_last_name(words[0]):
        return [f"{words[1]} {words[0]}", *words[2:]]
    return words


def is_reversed(head: str) -> bool:
    """Whether the name is written last name first, with a comma: "Kurth, Lars"."""
    found = _separated(head)
    return len(found) > 1 and found[1][1] and _is_last_name(found[0][0])


def _is_last_name(piece: str) -> bool:
    """Whether the text before a comma can only be a last name, as in "Kurth, Lars", and not a whole name.

    Several words can be a last name if all but the last are particles: "van der Berg". "Al Gore" is a whole
    name.
    """
    *before, _ = piece.split()
    return all(word.lower() in _PARTICLES and word not in _GIVEN_NAMES for word in before)
