"""Reads any community's page by its structure: parses it into a document and interprets that."""

from collections.abc import Iterable

from hackathon.core.errors import NotAPage
from hackathon.core.text.messages import Message, listed, message
from hackathon.pages.document.blocks import Document, Heading, ListBlock, Table
from hackathon.pages.document.formats import DocumentFormat, parse_document
from hackathon.pages.model.page import Page
from hackathon.pages.readers.other_kinds import html_kind, other_kind
from hackathon.pages.readers.tables.reader import columns_without_rows
from hackathon.pages.readers.tables.sheets import is_workbook_text
from hackathon.pages.recognition.corrections.operations import Correction
from hackathon.pages.recognition.understand import check_size, understand
from hackathon.pages.recognition.understanding import Understanding

_SEPARATORS = frozenset(",;\t|")
_MOST_NAMED, _MOST_QUOTED = 3, 60
_FEWEST_TO_CORRECT = 2
"""A page where nothing stands twice is no list of topics, whatever a person says."""


def begins_like_a_table(text: str) -> bool:
    """Whether the first line may be a table's: pages with commas and tabs further down begin with a title."""
    first = text.lstrip()[:2000].partition("\n")[0]
    return first.startswith(("{", "[")) or is_workbook_text(text) or not _SEPARATORS.isdisjoint(first)


def read_document(text: str, kind: DocumentFormat | None = None) -> Page:
    """Read any other page. Raises NotAPage, describing the page, if it contains no topic and no person."""
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
    """Return the interpretation of any other page, with corrections; it may have no topics yet.

    Raises NotAPage if no correction could make anything on it topics or people.
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
        "This is not a hackathon or idea page: it has no topic and no list of attendees that we recognize. "
        "It contains %(found)s.",
        found=listed(seen) or message("only running text, such as “%(words)s”", words=_first_words(text)),
    )


def _first_words(text: str) -> str:
    words = " ".join(text[:_MOST_QUOTED].split())
    return words if len(text.strip()) <= _MOST_QUOTED else f"{words.rpartition(' ')[0] or words} …"
