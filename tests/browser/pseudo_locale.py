"""A language for tests: English with accents, a third longer, so that what has no room for it shows.

The catalogue is made from the marked texts when the tests run, and given to the server in place of the German
one; nothing of it is shipped.
"""

import re
from collections.abc import Mapping
from pathlib import Path
from string import ascii_letters

from babel.messages import Catalog

from tests import catalogues

LANGUAGE = "de"
LONGER = 0.35
"""How much longer a text gets: German and Finnish need about that much more room than English."""

_ACCENTED = "åƀçđéƒĝĥîĵķļɱñöþǫŕšťûṽŵẋýžÅƁÇÐÉƑĜĤÎĴĶĻṀÑÖÞǪŔŠŤÛṼŴẊÝŽ"
_ACCENTS = str.maketrans(dict(zip(ascii_letters, _ACCENTED, strict=True)))
_KEPT = re.compile(r"%\(\w+\)[a-z]|%%|<[^>]*>|&\w+;")
"""What a program reads: placeholders, elements and entities."""

_SITE = """
import os
from babel import support

_load = support.Translations.load.__func__


def _pseudo(cls, dirname=None, locales=None, domain=None):
    return _load(cls, os.environ["PSEUDO_LOCALE"], locales, domain)


support.Translations.load = classmethod(_pseudo)
"""
"""Python runs this at its start in the server and in all that it starts."""


def pseudo(text: str) -> str:
    """Return a text in the pseudo-locale: "[Ťéẋť ~~]"."""
    parts, end = [], 0
    for kept in _KEPT.finditer(text):
        parts += [text[end : kept.start()].translate(_ACCENTS), kept[0]]
        end = kept.end()
    parts.append(text[end:].translate(_ACCENTS))
    shown = len(_KEPT.sub("", text))
    words = ["~~~~"] * round(max(1, shown * LONGER) / 5)
    return f"[{' '.join(filter(None, (''.join(parts), *words)))}]"


def catalogue() -> Catalog:
    """Return a catalogue with every marked text in the pseudo-locale."""
    (source,) = (each for each in catalogues.sources() if each.parts[-3] == LANGUAGE)
    found = catalogues.read(source)
    for entry in found:
        if isinstance(entry.id, str):
            entry.string = pseudo(entry.id) if entry.id else entry.string
        else:
            entry.string = tuple(pseudo(each) for each in entry.id)
    return found


def variables(folder: Path) -> Mapping[str, str]:
    """Write the catalogue into a folder, and return the environment of a server that speaks it as German."""
    catalogues.write_compiled(catalogue(), folder / LANGUAGE / "LC_MESSAGES" / "messages.mo")
    (folder / "sitecustomize.py").write_text(_SITE, encoding="utf-8")
    return {"PSEUDO_LOCALE": str(folder), "PYTHONPATH": str(folder)}
