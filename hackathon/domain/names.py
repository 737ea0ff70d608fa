"""How names of people, handles and titles are compared, and how they stand in an address."""

import re
import unicodedata
from collections.abc import Container


def normalise(name: str) -> str:
    """Return the form in which two names are compared: case, spaces, dots and underscores set aside."""
    folded = unicodedata.normalize("NFKC", name).casefold()
    return " ".join(re.sub(r"[._\s]+", " ", folded).split())


def slugify(title: str, *, limit: int = 60) -> str:
    """Return the words of a title as they stand in an address, cut at a whole word.

    Accents are dropped; a title without a single letter of a-z or digit gives "".
    """
    plain = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode().lower()
    words = re.findall(r"[a-z0-9]+", plain)
    slug = ""
    for word in words:
        if slug and len(slug) + 1 + len(word) > limit:
            break
        slug = f"{slug}-{word}" if slug else word
    return slug[:limit]


def free_slug(slug: str, *, taken: Container[str]) -> str:
    """Return the slug, with the first free number after it if it is taken: "liffey", "liffey-2"."""
    free, number = slug, 1
    while free in taken:
        number += 1
        free = f"{slug}-{number}"
    return free


def free_name(name: str, *, taken: Container[str]) -> str:
    """Return the name, with the first free number after it if it is taken, compared as names are."""
    free, number = name, 1
    while normalise(free) in taken:
        number += 1
        free = f"{name} {number}"
    return free
