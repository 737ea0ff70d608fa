"""MediaWiki markup that isn't text: category links, magic words, tags and templates."""

import re

from mwparserfromhell.wikicode import Wikicode

HIDDEN_LINKS = re.compile(
    r"\s*(?:category|kategorie|catégorie|categoría|file|image|datei"
    r"|[a-z]{2,3}(?:-[a-z]+)?)\s*:",
    re.IGNORECASE,
)
MAGIC_WORD = re.compile(r"__[A-Z]{3,20}__")
PERSON_TEMPLATES = frozenset({"person", "user", "u", "usr", "ping", "noping", "reply to", "user link"})
VERBATIM = ("pre", "source", "syntaxhighlight")
HIDDEN_TAGS = ("ref", "gallery", "references", "imagemap", "score", "templatedata")


def plain_words(code: Wikicode) -> str:
    """Return the words of wikitext on one line, without markup."""
    return " ".join(str(code.strip_code(keep_template_params=False)).split())
