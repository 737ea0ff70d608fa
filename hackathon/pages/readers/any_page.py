"""Reads pages of any community by what they show, and tells them from pages that have a reader of their own.

The Xen family of pages and the pages that we write are read by `rendered`, `markdown` and `wikitext`: they
have marks that no other page has. Everything else is parsed into a document and understood.
"""

import re
from collections.abc import Iterable

from hackathon.core.errors import NotAPage
from hackathon.core.text.messages import Message, listed, message
from hackathon.pages.document.blocks import Document, Heading, ListBlock, Table
from hackathon.pages.document.formats import DocumentFormat, parse_document, recognise_document_format
from hackathon.pages.model.page import Page
from hackathon.pages.model.source import lines_of
from hackathon.pages.readers.other_kinds import html_kind, other_kind
from hackathon.pages.readers.rendered.flattened_table import is_flattened
from hackathon.pages.readers.rendered.github_wiki import is_github_wiki
from hackathon.pages.readers.tables.reader import columns_without_rows
from hackathon.pages.readers.tables.sheets import is_workbook_text
from hackathon.pages.readers.wikitext.hidden_notes import NOTE
from hackathon.pages.recognition.corrections.operations import Correction
from hackathon.pages.recognition.end_marker import LAST_LINE
from hackathon.pages.recognition.understand import check_size, understand
from hackathon.pages.recognition.understanding import Understanding

_OWN_MARKS = re.compile(
    r"(?im)^[ \t>*_-]{0,9}(?:date of insert|technical contacts?|review state|mailing list/forum for project"
    r"|irc channel for project)[*_ \t]{0,4}:|\{\{\s{0,9}(?:GSoC[ _])?project\s{0,9}[|}]"
    r"|pictogram (?:vote|voting|comment)\b|^#{1,6} confirmed attendees\s*$"
)
_SEPARATORS = frozenset(",;\t|")
_MOST_NAMED, _MOST_QUOTED = 3, 60
_FEWEST_TO_CORRECT = 2
"""A page where nothing stands twice is no list of topics, whatever a person says."""


def has_own_reader(text: str) -> bool:
    """Whether the text is a page of the Xen family, or one that we wrote, by marks that only those have."""
    if LAST_LINE in text or NOTE.match(text) or _OWN_MARKS.search(text):
        return True
    lines = lines_of(text)
    is_github = is_github_wiki(lines) and recognise_document_format(text) is DocumentFormat.TEXT
    return is_github or is_flattened(lines)


def begins_like_a_table(text: str) -> bool:
    """Whether the first line may be a table's: pages with commas and tabs further down begin with a title."""
    first = text.lstrip()[:2000].partition("\n")[0]
    return first.startswith(("{", "[")) or is_workbook_text(text) or not _SEPARATORS.isdisjoint(first)


def read_document(text: str, kind: DocumentFormat | None = None) -> Page:
    """Return what stands on any other page.

    Raises NotAPage, naming what was seen, where nothing on it is a topic or a person.
    """
    check_size(text)
    _refuse_other_kinds(text)
    document = parse_document(text, kind)
    page = understand(document).page
    if not page.topics and not page.attendees:
        raise NotAPage(_refusal(document, text))
    return page


def understand_document(
    text: str, kind: DocumentFormat | None = None, corrections: Iterable[Correction] = ()
) -> Understanding:
    """Return what was understood of any other page, as corrected; perhaps nothing yet is a topic on it.

    Raises NotAPage where nothing on it could become topics or people by a correction.
    """
    check_size(text)
    _refuse_other_kinds(text)
    document = parse_document(text, kind)
    understanding = understand(document, corrections)
    is_other = document.format == "html" and html_kind(text) is not None
    can_be_corrected = not is_other and any(
        len(guess.members) >= _FEWEST_TO_CORRECT for guess in understanding.collections
    )
    page = understanding.page
    if not (page.topics or page.attendees or understanding.corrections or can_be_corrected):
        raise NotAPage(_refusal(document, text))
    return understanding


def _refuse_other_kinds(text: str) -> None:
    if found := other_kind(text):
        raise NotAPage(found)


def _refusal(document: Document, text: str) -> Message:
    if document.format == "html" and (found := html_kind(text)):
        return found
    if document.format == "text" and (found := columns_without_rows(text)):
        return found
    headings = [block.content.text for block in document.blocks if isinstance(block, Heading)]
    lists = sum(isinstance(block, ListBlock) for block in document.blocks)
    tables = sum(isinstance(block, Table) for block in document.blocks)
    named = ", ".join(f"“{heading[:60]}”" for heading in headings[:_MOST_NAMED])
    more = ", …" if len(headings) > _MOST_NAMED else ""
    seen = []
    if headings:
        seen.append(message("headings (%(number)s: %(named)s)", number=len(headings), named=f"{named}{more}"))
    if lists:
        seen.append(message("lists (%(number)s)", number=lists))
    if tables:
        seen.append(message("tables (%(number)s)", number=tables))
    return message(
        "This is not a hackathon or idea page: it has no topic and no list of attendees that we recognise. "
        "It contains %(found)s.",
        found=listed(seen) or message("only running text, such as “%(words)s”", words=_first_words(text)),
    )


def _first_words(text: str) -> str:
    words = " ".join(text[:_MOST_QUOTED].split())
    return words if len(text.strip()) <= _MOST_QUOTED else f"{words.rpartition(' ')[0] or words} …"
