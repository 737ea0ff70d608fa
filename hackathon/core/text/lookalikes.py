"""Names that look the same but use letters of different scripts."""

import unicodedata
from functools import cache
from string import ascii_letters

from hackathon.core.text.messages import Message, listed, message
from hackathon.core.text.names import normalize

REASON = str(message("These names look the same but use letters of different scripts."))


def look(name: str) -> str:
    """Return how the name looks: like `normalize`, but with Latin letters in place of lookalikes."""
    return normalize(name if name.isascii() else name.translate(_twins()))


def evidence(*names: str) -> Message:
    """Say which letters of these names merely look alike."""
    found = {letter: name for name in names for letter in name if ord(letter) in _twins()}
    letters = [
        message(
            "the “%(letter)s” in “%(name)s” is %(letter_name)s",
            letter=letter,
            name=name,
            letter_name=unicodedata.name(letter).capitalize(),
        )
        for letter, name in found.items()
    ]
    return listed(letters, separator="; ") or message("")


@cache
def _twins() -> dict[int, str]:
    """Map letters of other scripts to the Latin letters that they look like."""
    from confusable_homoglyphs.confusables import confusables_data  # noqa: PLC0415 -- slow import: a large table

    twins = {}
    for letter, others in confusables_data.items():
        if len(letter) == 1 and not letter.isascii() and letter.isalpha() and not _is_latin(letter):
            alike = [each["c"] for each in others if each["c"] in ascii_letters]
            if alike:
                # The table gives a small l for letters that look like a capital I.
                twins[ord(letter)] = "I" if letter.isupper() and alike[0] == "l" else alike[0]
    return twins


def _is_latin(letter: str) -> bool:
    return unicodedata.name(letter, "LATIN").startswith(("LATIN", "MATHEMATICAL", "FULLWIDTH"))
