"""Debian packages with fonts for characters that a PDF had to leave blank."""

import unicodedata
from collections.abc import Collection, Iterable
from functools import cache
from importlib import resources

from hackathon.core.text.characters import visible


def undrawn(characters: Iterable[str]) -> tuple[str, ...]:
    """Return those of the characters without a glyph whose absence someone would notice, in order."""
    return tuple(sorted(each for each in set(characters) if visible(each).strip()))


def packages_for(characters: Iterable[str], installed: Collection[str] = ()) -> dict[str, str]:
    """Return the packages to install, each with its characters; "" has the characters in no package.

    Installed packages are not listed, since they don't help. The data comes from the fonts in the packages of
    Debian 12.
    """
    found: dict[str, str] = {}
    for each in characters:
        holders = (name for name, held in _packages() if name not in installed and ord(each) in held)
        name = next(holders, "")
        found[name] = found.get(name, "") + each
    return found


def named(characters: Iterable[str]) -> str:
    """Return the characters by code point and name, for screens that can't show them either."""
    return ", ".join(
        f"{each} (U+{ord(each):04X} {unicodedata.name(each, 'without a name').lower()})"
        for each in characters
    )


def numbered(characters: Iterable[str]) -> str:
    """Return the code points of the characters, for paper that can't show them."""
    return ", ".join(f"U+{ord(each):04X}" for each in characters)


@cache
def _packages() -> tuple[tuple[str, frozenset[int]], ...]:
    text = resources.files("hackathon.core.files").joinpath("font_packages.txt").read_text(encoding="ascii")
    lines = (line.split() for line in text.splitlines())
    return tuple((name, frozenset(code for part in parts for code in _codes(part))) for name, *parts in lines)


def _codes(part: str) -> range:
    first, _, last = part.partition("-")
    return range(int(first, 16), int(last or first, 16) + 1)
