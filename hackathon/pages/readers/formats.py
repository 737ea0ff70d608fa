"""The formats that can be read, by name or recognized by marks that only they have."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from hackathon.core.errors import ColumnsAlike, NotAPage
from hackathon.core.first_use import on_first_use
from hackathon.core.text.messages import Message, message
from hackathon.pages.document.formats import DocumentFormat, recognize_document_format
from hackathon.pages.model.limits import check_lines
from hackathon.pages.model.page import Page
from hackathon.pages.model.source import MAX_UPLOAD_BYTES, decode, with_line_feeds


class PageFormat(StrEnum):
    """The formats of a page; the values are those of the option `--as`."""

    AUTO = "auto"
    RENDERED = "rendered"
    WIKITEXT = "wikitext"
    MEDIAWIKI_XML = "mediawiki-xml"
    MEDIAWIKI_JSON = "mediawiki-json"
    GITHUB_WIKI = "github-wiki"
    """A rendering that is recognized within RENDERED; nobody names it."""
    MARKDOWN = "markdown"
    CSV = "csv"
    TABLE = "table"
    SCHEDULE_XML = "schedule-xml"
    TOOL_JSON = "tool-json"
    JSON = "json"
    RST = "rst"
    DOKUWIKI = "dokuwiki"
    MOIN = "moin"
    ORG = "org"
    ASCIIDOC = "asciidoc"
    HTML = "html"
    TEXT = "text"


@dataclass(frozen=True, slots=True, kw_only=True)
class Reader:
    """A format: its name in a sentence, whether a text looks like it, and how to read it.

    `read` raises NotAPage for a text in another format, and for half a page. A format in which people write
    pages of any layout has a `notation`: `looks_like` and `read` are then only for pages with a reader of
    their own.
    """

    kind: PageFormat
    name: Message
    looks_like: Callable[[str], bool]
    read: Callable[[str], Page]
    notation: DocumentFormat | None = None


def _function(name: str) -> Callable[..., Any]:
    """Return a function of this folder: imported on first use, since the readers need many modules."""
    return on_first_use(f"hackathon.pages.readers.{name}")


_is_our_json: Callable[[str], bool] = _function("json_document:looks_like")
_begins_like_a_table: Callable[[str], bool] = _function("any_page:begins_like_a_table")
_has_own_reader: Callable[[str], bool] = _function("own_layouts:has_own_reader")
_is_table: Callable[[str], bool] = _function("tables.reader:looks_like")
_has_shape_of_table: Callable[[str], bool] = _function("tables.reader:has_shape_of_table")
_ZIP = b"PK\x03\x04"
_PACKED = (_ZIP, b"\xd0\xcf\x11\xe0")
_is_workbook: Callable[[bytes], bool] = _function("tables.workbook:is_workbook")
_workbook_text: Callable[[bytes], str] = _function("tables.workbook:workbook_text")
_is_office_document: Callable[[bytes], bool] = _function("office.documents:is_office_document")
_office_text: Callable[[bytes], str] = _function("office.documents:office_text")
_other_package: Callable[[bytes], Message] = _function("office.packages:other_package")
_read_document: Callable[[str, DocumentFormat], Page] = _function("any_page:read_document")
_with_chosen_columns: Callable[[str, Mapping[str, int]], str] = _function("csv_table:with_chosen_columns")


def _notation_reader(kind: PageFormat, name: Message) -> Reader:
    notation = DocumentFormat(kind)
    return Reader(
        kind=kind,
        name=name,
        looks_like=lambda _: False,
        read=lambda text: _read_document(text, notation),
        notation=notation,
    )


READERS: tuple[Reader, ...] = (
    Reader(
        kind=PageFormat.JSON,
        name=message("a JSON file from hackathon"),
        looks_like=_is_our_json,
        read=_function("json_document:read"),
    ),
    Reader(
        kind=PageFormat.SCHEDULE_XML,
        name=message("a schedule (schedule.xml)"),
        looks_like=_function("tool_exports.reader:looks_like_xml"),
        read=_function("tool_exports.reader:read_xml"),
    ),
    Reader(
        kind=PageFormat.TOOL_JSON,
        name=message("an export from a conference tool (JSON)"),
        looks_like=_function("tool_exports.reader:looks_like_json"),
        read=_function("tool_exports.reader:read_json"),
    ),
    Reader(
        kind=PageFormat.MEDIAWIKI_XML,
        name=message("MediaWiki's XML export"),
        looks_like=_function("wikitext.mediawiki_exports:looks_like_xml"),
        read=_function("wikitext.mediawiki_exports:read_xml"),
    ),
    Reader(
        kind=PageFormat.MEDIAWIKI_JSON,
        name=message("a MediaWiki API response (JSON)"),
        looks_like=_function("wikitext.mediawiki_exports:looks_like_json"),
        read=_function("wikitext.mediawiki_exports:read_json"),
    ),
    Reader(
        kind=PageFormat.CSV,
        name=message("a table of topics from hackathon (CSV)"),
        looks_like=_function("csv_table:looks_like"),
        read=_function("csv_table:read"),
    ),
    Reader(
        kind=PageFormat.TABLE,
        name=message("a table or a workbook (CSV, XLSX, ODS)"),
        looks_like=lambda text: _begins_like_a_table(text) and _is_table(text),
        read=_function("tables.reader:read"),
    ),
    Reader(
        kind=PageFormat.MARKDOWN,
        name=message("Markdown"),
        looks_like=_function("markdown.reader:looks_like"),
        read=_function("markdown.reader:read"),
        notation=DocumentFormat.MARKDOWN,
    ),
    Reader(
        kind=PageFormat.WIKITEXT,
        name=message("the source of a wiki page (wikitext)"),
        looks_like=_function("wikitext.reader:looks_like"),
        read=_function("wikitext.reader:read"),
        notation=DocumentFormat.WIKITEXT,
    ),
    _notation_reader(PageFormat.RST, message("reStructuredText")),
    _notation_reader(PageFormat.DOKUWIKI, message("the source of a DokuWiki page")),
    _notation_reader(PageFormat.MOIN, message("the source of a MoinMoin page")),
    _notation_reader(PageFormat.ORG, message("Org")),
    _notation_reader(PageFormat.ASCIIDOC, message("AsciiDoc")),
    _notation_reader(PageFormat.HTML, message("HTML, saved from a browser")),
    _notation_reader(PageFormat.TEXT, message("plain text, a pad or an email")),
    Reader(
        kind=PageFormat.RENDERED,
        name=message("the text of a wiki page"),
        looks_like=lambda _: True,
        read=_function("rendered.reader:read"),
    ),
)
"""All kinds that can be read, in the order in which they are tried: what is most particular first."""

CHOICES = tuple(kind for kind in PageFormat if kind is not PageFormat.GITHUB_WIKI)
"""What a person may say that a file is."""

_OF_NOTATION = {reader.notation: reader for reader in READERS if reader.notation}


def read_bytes(data: bytes, kind: PageFormat = PageFormat.AUTO) -> Page:
    """Read a file in any format.

    Raises NotAPage if it is not in the named format, and says what it looks like.
    """
    return read_text(page_text(data), kind)


def is_packed(data: bytes) -> bool:
    """Whether the bytes are a file that has to be unpacked, such as a workbook, to become text."""
    return data.startswith(_PACKED)


def page_text(data: bytes, *, most: int = MAX_UPLOAD_BYTES) -> str:
    """Return the text of a file; a workbook becomes its visible sheets as CSV, a text document HTML.

    Raises NotAPage if the file is too large, empty, damaged or not text.
    """
    if len(data) <= most and is_packed(data):
        if _is_workbook(data):
            return _workbook_text(data)
        if _is_office_document(data):
            return _office_text(data)
        if data.startswith(_ZIP):
            raise NotAPage(_other_package(data))
    return decode(data, most=most)


def with_chosen_columns(text: str, kind: PageFormat, chosen: Mapping[str, int]) -> tuple[str, PageFormat]:
    """Return a table of ours reduced to the chosen columns, and its format; other texts unchanged."""
    format_of_text = recognize_format(text).kind if kind is PageFormat.AUTO else kind
    if not chosen:
        return text, kind
    if format_of_text is PageFormat.CSV:
        return _with_chosen_columns(text, chosen), PageFormat.CSV
    return text, kind


def recognize_format(text: str) -> Reader:
    """Return the reader of the format that the text looks like."""
    written_by_programs = (reader for reader in READERS if not reader.notation and reader is not READERS[-1])
    for reader in written_by_programs:
        if reader.looks_like(text):
            return reader
    if _has_own_reader(text):
        return next(reader for reader in READERS if reader.looks_like(text))
    notation = recognize_document_format(text)
    if notation is DocumentFormat.TEXT and _has_shape_of_table(text):
        return next(reader for reader in READERS if reader.kind is PageFormat.TABLE)
    return _OF_NOTATION[notation]


def _read_as(reader: Reader, text: str) -> Page:
    """Read a text in a format, whatever layout its page has."""
    if reader.notation and not _has_own_reader(text):
        return _read_document(text, reader.notation)
    return reader.read(text)


def read_text(text: str, kind: PageFormat = PageFormat.AUTO) -> Page:
    """Read a text in any format; like `read_bytes`, after decoding."""
    text = with_line_feeds(text)
    if not _is_our_json(text):
        check_lines(text)  # of JSON the values count, wherever its lines end
    recognized = recognize_format(text)
    chosen = next((reader for reader in READERS if reader.kind is kind), recognized)
    try:
        return _read_as(chosen, text)
    except ColumnsAlike:
        raise
    except NotAPage as refusal:
        if chosen is recognized or recognized.kind in (PageFormat.RENDERED, PageFormat.TEXT):
            raise
        raise NotAPage(
            message(
                "This can't be read as %(chosen)s; it looks like %(found)s (%(kind)s). %(reason)s",
                chosen=chosen.name,
                found=recognized.name,
                kind=recognized.kind,
                reason=refusal.message,
            )
        ) from refusal
