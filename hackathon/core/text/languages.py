"""The languages of the product, each with its own name."""

from collections.abc import Mapping
from types import MappingProxyType

from hackathon.core.errors import BadEntry
from hackathon.core.text.messages import message

ENGLISH = "en"
"""The language of the source, and of everything that nobody chose a language for."""

LANGUAGES: Mapping[str, str] = MappingProxyType({ENGLISH: "English", "de": "Deutsch"})
"""The name of each language in that language, by its code."""


def check_language(code: str) -> None:
    """Raise BadEntry for a language that the product does not speak."""
    if code not in LANGUAGES:
        raise BadEntry(message("Please choose one of the languages in the list."), at="language")
