"""Reads wikitext out of Special:Export's XML and MediaWiki's API (JSON).

The XML is parsed by the standard library's expat and every document type is refused, so that no entity
can expand and none can refer to another file.
"""

import json
import re
from dataclasses import dataclass, field, replace
from typing import Any, NoReturn
from xml.parsers import expat

from hackathon.core.errors import NotAPage
from hackathon.core.text.messages import message
from hackathon.pages.document.formats import DocumentFormat
from hackathon.pages.model.limits import check_json, check_xml
from hackathon.pages.model.page import Page
from hackathon.pages.readers.any_page import read_document
from hackathon.pages.readers.other_kinds import root_element, xml_kind
from hackathon.pages.readers.own_layouts import has_own_reader
from hackathon.pages.readers.wikitext import reader as wikitext_reader

_BEGINS_XML = re.compile(r"\s*<(?:\?xml\s|mediawiki[\s>]|!DOCTYPE\s+(?!html))", re.IGNORECASE)
_BEGINS_JSON = re.compile(r'\s*\{\s*"[^"]{1,40}"\s*:')
_MOST_NAMED = 5
_TAKEN = ("title", "text", "sitename")


@dataclass(frozen=True, slots=True, kw_only=True)
class ContainedPage:
    """A page inside a container: its title, its source, and the site that it is from."""

    title: str | None
    source: str
    site: str | None = None


def looks_like_xml(text: str) -> bool:
    """Whether the text begins as XML does; no other page that we know is XML."""
    return _BEGINS_XML.match(text) is not None and root_element(text) != "html"


def looks_like_json(text: str) -> bool:
    """Whether the text is an answer of MediaWiki's API to `action=parse` or `action=query`."""
    start = text[:2_000]
    return _BEGINS_JSON.match(text) is not None and ('"parse"' in start or '"query"' in start)


def read_xml(text: str) -> Page:
    """Return the page in the XML of Special:Export; its last revision counts.

    Raises NotAPage for other XML, for several pages, and for anything with a document type.
    """
    export = _Export(text)
    root = root_element(text)
    if root != "mediawiki":
        raise NotAPage(xml_kind(root))
    return _read(export.pages)


def read_json(text: str) -> Page:
    """Return the page in an answer of MediaWiki's API, of either format version.

    Raises NotAPage for other JSON, for several pages, and for an answer without the page's source.
    """
    check_json(text)
    try:
        answer = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise NotAPage(
            message("This JSON is invalid or incomplete. Please save the wiki's whole response again.")
        ) from error
    if isinstance(answer, dict) and isinstance(answer.get("error"), dict):
        raise NotAPage(
            message(
                "The wiki answered with an error: %(error)s", error=str(answer["error"].get("info"))[:200]
            )
        )
    return _read(_in_answer(answer))


def _read(pages: list[ContainedPage]) -> Page:
    whole = [page for page in pages if page.source.strip()]
    if not whole:
        raise NotAPage(
            message("No page in this file has any text. Please ask the wiki for the page's source.")
        )
    if len(whole) > 1:
        named = ", ".join(f"“{page.title}”" for page in whole[:_MOST_NAMED])
        more = ", …" if len(whole) > _MOST_NAMED else ""
        raise NotAPage(
            message(
                "There are %(number)s pages in this file: %(pages)s. Please export and import them one by "
                "one.",
                number=len(whole),
                pages=f"{named}{more}",
            )
        )
    page = whole[0]
    if has_own_reader(page.source):
        return wikitext_reader.read(page.source, title=page.title, site=page.site)
    return replace(read_document(page.source, DocumentFormat.WIKITEXT), title=page.title, site=page.site)


@dataclass(slots=True)
class _Open:
    """What was read of the page that is open."""

    title: str | None = None
    source: str = ""


@dataclass
class _Export:
    """Reads Special:Export's XML with expat, and takes title and text of each page."""

    text: str
    pages: list[ContainedPage] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._page: _Open | None = None
        self._site: str | None = None
        self._words: list[str] | None = None
        check_xml(self.text)
        parser = expat.ParserCreate("UTF-8")
        parser.buffer_text = True
        parser.StartDoctypeDeclHandler = _refuse_doctype
        parser.EntityDeclHandler = _refuse_doctype
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._say
        try:
            parser.Parse(self.text.encode(), True)
        except expat.ExpatError as error:
            raise NotAPage(
                message(
                    "The XML is incomplete or broken at line %(line)s. Please export the whole page again.",
                    line=error.lineno,
                )
            ) from error

    def _start(self, name: str, _: dict[str, str]) -> None:
        if name == "page":
            self._page = _Open()
        if name in _TAKEN:
            self._words = []

    def _end(self, name: str) -> None:
        words = "".join(self._words or ())
        if name == "sitename":
            self._site = words.strip() or None
        elif self._page and name == "title":
            self._page.title = words.strip() or None
        elif self._page and name == "text":
            self._page.source = words
        elif self._page and name == "page":
            page = self._page
            self.pages.append(ContainedPage(title=page.title, source=page.source, site=self._site))
            self._page = None
        if name in _TAKEN:
            self._words = None

    def _say(self, words: str) -> None:
        if self._words is not None:
            self._words.append(words)


def _refuse_doctype(*_: object) -> NoReturn:
    raise NotAPage(
        message(
            "This XML declares a document type or entities. Wiki exports don't do that, and it can be an "
            "attack, so the file was not read. Please export the page again with Special:Export."
        )
    )


def _in_answer(answer: Any) -> list[ContainedPage]:  # noqa: ANN401 -- JSON
    parsed = _under(answer, "parse")
    if parsed:
        return [
            ContainedPage(title=_text(parsed.get("title")), source=_content(parsed.get("wikitext")) or "")
        ]
    pages = _under(answer, "query").get("pages")
    if isinstance(pages, dict):
        pages = list(pages.values())
    if not isinstance(pages, list):
        raise NotAPage(
            message(
                "This JSON is not a wiki API response with a page. Please request prop=wikitext or revisions."
            )
        )
    return [_queried(page) for page in pages if isinstance(page, dict)]


def _queried(page: dict[str, Any]) -> ContainedPage:
    revisions = page.get("revisions")
    last = revisions[0] if isinstance(revisions, list) and revisions else {}
    slot = _under(_under(last, "slots"), "main") or (last if isinstance(last, dict) else {})
    source = next((content for key in ("content", "*") if (content := _content(slot.get(key)))), "")
    return ContainedPage(title=_text(page.get("title")), source=source)


def _under(value: Any, key: str) -> dict[str, Any]:  # noqa: ANN401 -- JSON
    inner = value.get(key) if isinstance(value, dict) else None
    return inner if isinstance(inner, dict) else {}


def _content(value: Any) -> str | None:  # noqa: ANN401 -- JSON
    """Return a text, which the older format of the API wraps into `{"*": ...}`."""
    return _text(value.get("*")) if isinstance(value, dict) else _text(value)


def _text(value: Any) -> str | None:  # noqa: ANN401 -- JSON
    return value if isinstance(value, str) else None
