"""One door for all kinds of page: the kind is told, or recognised by what only that kind has."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from hackathon.domain.errors import NotAPage
from hackathon.domain.wiki.interchange import csv_pages, json_pages
from hackathon.domain.wiki.markdown import markdown_pages
from hackathon.domain.wiki.page import Page
from hackathon.domain.wiki.rendered import read as rendered
from hackathon.domain.wiki.source import decode
from hackathon.domain.wiki.wikitext import containers, wikitext


class Kind(StrEnum):
    """How a page is written down; the values are what people type behind `--as`."""

    AUTO = "auto"
    RENDERED = "rendered"
    WIKITEXT = "wikitext"
    MEDIAWIKI_XML = "mediawiki-xml"
    MEDIAWIKI_JSON = "mediawiki-json"
    GITHUB_WIKI = "github-wiki"
    MARKDOWN = "markdown"
    CSV = "csv"
    JSON = "json"


@dataclass(frozen=True, slots=True, kw_only=True)
class Reader:
    """One kind of page: its name in a sentence, whether a text looks like it, and how it is read.

    `read` raises NotAPage for a text that is not of this kind, or only half of it.
    """

    kind: Kind
    name: str
    looks_like: Callable[[str], bool]
    read: Callable[[str], Page]


READERS: tuple[Reader, ...] = (
    Reader(kind=Kind.JSON, name="JSON of ours", looks_like=json_pages.looks_like, read=json_pages.read),
    Reader(
        kind=Kind.MEDIAWIKI_XML,
        name="MediaWiki's XML export",
        looks_like=containers.looks_like_xml,
        read=containers.read_xml,
    ),
    Reader(
        kind=Kind.MEDIAWIKI_JSON,
        name="an answer of MediaWiki's API (JSON)",
        looks_like=containers.looks_like_json,
        read=containers.read_json,
    ),
    Reader(kind=Kind.CSV, name="a table (CSV)", looks_like=csv_pages.looks_like, read=csv_pages.read),
    Reader(
        kind=Kind.MARKDOWN, name="Markdown", looks_like=markdown_pages.looks_like, read=markdown_pages.read
    ),
    Reader(
        kind=Kind.WIKITEXT,
        name="the source of a wiki page (wikitext)",
        looks_like=wikitext.looks_like,
        read=wikitext.read,
    ),
    Reader(kind=Kind.RENDERED, name="the text of a wiki page", looks_like=lambda _: True, read=rendered.read),
)
"""All kinds that can be read, in the order in which they are tried: what is most particular first."""

KINDS: dict[Kind, str] = {
    Kind.AUTO: "recognise it",
    **{reader.kind: reader.name for reader in sorted(READERS, key=lambda reader: [*Kind].index(reader.kind))},
}
"""What a person may choose from, each in words."""


def read_any(data: bytes, kind: Kind = Kind.AUTO) -> Page:
    """Return the page in a file of any kind.

    Raises NotAPage where it is not of the kind that was told, saying what it looks like instead.
    """
    return read_text(decode(data), kind)


def read_text(text: str, kind: Kind = Kind.AUTO) -> Page:
    """Return the page in a text of any kind; like `read_any`, for what was decoded already."""
    recognised = next(reader for reader in READERS if reader.looks_like(text))
    told = next((reader for reader in READERS if reader.kind is kind), recognised)
    try:
        return told.read(text)
    except NotAPage as refusal:
        if told is recognised or recognised is READERS[-1]:
            raise
        raise NotAPage(
            f"This cannot be read as {told.name}; it looks like {recognised.name} ({recognised.kind}). "
            f"{refusal}"
        ) from refusal
