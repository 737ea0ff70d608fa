"""The languages of the product, each with its own name."""

from collections.abc import Mapping
from types import MappingProxyType

from hackathon.core.errors import BadEntry
from hackathon.core.text.messages import message

ENGLISH = "en"
"""The source language, used wherever no language was chosen."""

LANGUAGES: Mapping[str, str] = MappingProxyType({ENGLISH: "English", "de": "Deutsch"})
"""The name of each language in that language, by its code."""


def check_language(code: str) -> None:
    """Raise BadEntry for an unsupported language."""
    if code not in LANGUAGES:
        raise BadEntry(message("Please choose one of the languages in the list."), at="language")
