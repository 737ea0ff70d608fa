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
"""Of these the ones that are first names as well, when they begin with a capital."""


def pieces(text: str) -> list[str]:
    """Return the pieces between separators; quoted text, whatever it contains, is one piece."""
    return [piece for piece, _ in _separated(text)]


def _separated(text: str) -> list[tuple[str, bool]]:
    """Return the pieces, each with whether nothing but a comma parts it from the one before."""
    found: list[tuple[str, bool]] = []
    end = 0
    for part in _PIECE.finditer(text):
        if piece := (part[1] or part[2] or "").strip(" \t'-–—:"):  # noqa: RUF001 -- dashes
            found.append((piece, bool(found) and text[end : part.start()].strip(' "') == ","))
            end = part.end()
    return found


def named(text: str) -> list[str]:
    """Return the pieces with the name first and as it is spoken: "Kurth, Lars" is "Lars Kurth"."""
    flat = [
        (part.strip(), by_comma if n == 0 else True)
        for piece, by_comma in _separated(text)
        for n, part in enumerate(each for each in piece.split(",") if each.strip())
    ]
    words = [part for part, _ in flat]
    # Only a comma turns a name round: between semicolons and tabs each piece is a field of its own.
    if len(flat) > 1 and flat[1][1] and _is_last_name(words[0]):
        return [f"{words[1]} {words[0]}", *words[2:]]
    return words


def is_reversed(head: str) -> bool:
    """Whether the name stands last name first, with a comma: "Kurth, Lars"."""
    found = _separated(head)
    return len(found) > 1 and found[1][1] and _is_last_name(found[0][0])


def _is_last_name(piece: str) -> bool:
    """Whether a text before a comma can only be a last name, as in "Kurth, Lars"; else it is a whole name.

    Of several words, all but the last go before names: "van der Berg". "Al Gore" is a whole name.
    """
    *before, _ = piece.split()
    return all(word.lower() in _PARTICLES and word not in _GIVEN_NAMES for word in before)
