"""Comparing names of people, handles and titles, and writing them in addresses."""

import re
import unicodedata
from collections.abc import Container
from functools import lru_cache

import slugify as _slugify

from hackathon.core.text.characters import visible

LONGEST_TITLE = 300
"""The number of characters of a title that are considered for its slug."""

# Normalizing a run of combining marks takes quadratic time; no language stacks more than these (UAX 15).
_LONG_RUN = re.compile(r"([^\w\s\x00-\u02ff]{30})[^\w\s\x00-\u02ff]+")


def normalize(name: str) -> str:
    """Return the form in which two names are compared.

    Case, spaces, dots, underscores and invisible characters are ignored.
    """
    folded = unicodedata.normalize("NFKC", _LONG_RUN.sub(r"\1", visible(name))).casefold()
    return " ".join(re.sub(r"[._\s]+", " ", folded).split())


# A list needs the slugs of the same hundred titles in every request.
@lru_cache(maxsize=4_096)
def slugify(title: str, *, limit: int = 60) -> str:
    """Return a title as a slug: its words in plain letters, truncated after a whole word.

    A title without any letter or digit gives "".
    """
    return _slugify.slugify(
        visible(title)[:LONGEST_TITLE],
        max_length=limit,
        word_boundary=True,
        save_order=True,
        entities=False,
        decimal=False,
        hexadecimal=False,
    )


def former_slug(title: str, *, limit: int = 60) -> str:
    """Return the slug that titles got before non-ASCII letters were transliterated: "Łódź" gave "odz".

    Existing URLs stay valid, so names are also looked up by this slug.
    """
    plain = unicodedata.normalize("NFKD", title[:LONGEST_TITLE]).encode("ascii", "ignore").decode().lower()
    slug = ""
    for word in re.findall(r"[a-z0-9]+", plain):
        if slug and len(slug) + 1 + len(word) > limit:
            break
        slug = f"{slug}-{word}" if slug else word
    return slug[:limit]


def free_slug(slug: str, *, taken: Container[str]) -> str:
    """Return the slug, with the first free number appended if it is taken: "liffey", "liffey-2"."""
    free, number = slug, 1
    while free in taken:
        number += 1
        free = f"{slug}-{number}"
    return free


def free_name(name: str, *, taken: Container[str]) -> str:
    """Return the name, with the first free number appended if it is taken after normalizing."""
    free, number = name, 1
    while normalize(free) in taken:
        number += 1
        free = f"{name} {number}"
    return free
