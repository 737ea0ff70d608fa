"""A page may come in the XML of an export or in an answer of the API; nothing else comes in with it."""

import json
from typing import Any
from xml.sax.saxutils import escape

import pytest

from hackathon.core.errors import NotAPage
from hackathon.pages.readers.formats import PageFormat, read_bytes
from hackathon.pages.readers.wikitext.mediawiki_exports import read_json, read_xml
from hackathon.pages.readers.wikitext.reader import read
from tests.pages.wiki_sources import PAGE, kept

TITLE = "Hackathon/May2013"


def export(*pages: tuple[str, str]) -> str:
    inside = "".join(
        f"<page><title>{escape(title)}</title><ns>0</ns><revision><id>1</id>"
        f'<text bytes="9" xml:space="preserve">{escape(text)}</text></revision></page>'
        for title, text in pages
    )
    return (
        '<mediawiki xmlns="http://www.mediawiki.org/xml/export-0.11/" version="0.11" xml:lang="en">'
        f"<siteinfo><sitename>Xen</sitename></siteinfo>{inside}</mediawiki>"
    )


ANSWERS: list[dict[str, Any]] = [
    {"parse": {"title": TITLE, "pageid": 1, "wikitext": {"*": PAGE}}},
    {"parse": {"title": TITLE, "pageid": 1, "wikitext": PAGE}},
    {"query": {"pages": {"1": {"title": TITLE, "revisions": [{"slots": {"main": {"*": PAGE}}}]}}}},
    {"query": {"pages": [{"title": TITLE, "revisions": [{"slots": {"main": {"content": PAGE}}}]}]}},
    {"batchcomplete": "", "query": {"pages": {"1": {"title": TITLE, "revisions": [{"*": PAGE}]}}}},
]


def test_an_export_gives_the_page_with_its_title_and_site() -> None:
    page = read_xml(export((TITLE, PAGE)))

    assert page == read(PAGE, title=TITLE, site="Xen")


def test_the_last_revision_of_an_export_counts() -> None:
    older = "<revision><text>{{project|Project=Older}}</text></revision>"
    text = export((TITLE, PAGE)).replace("<revision>", f"{older}<revision>", 1)

    assert read_xml(text) == read_xml(export((TITLE, PAGE)))


@pytest.mark.parametrize("answer", ANSWERS, ids=["parse-1", "parse-2", "query-1", "query-2", "query-old"])
def test_an_answer_of_the_api_gives_the_page_with_its_title(answer: dict[str, Any]) -> None:
    text = json.dumps(answer)

    assert read_json(text) == read(PAGE, title=TITLE)
    assert kept(read_bytes(text.encode())) == kept(read(PAGE, title=TITLE))


def test_an_export_is_recognized_by_itself() -> None:
    assert (
        read_bytes(f'<?xml version="1.0" encoding="UTF-8"?>\n{export((TITLE, PAGE))}'.encode()).title == TITLE
    )


BOMB = (
    '<?xml version="1.0"?><!DOCTYPE lolz [<!ENTITY lol "lol">'
    + "".join(f'<!ENTITY lol{n} "{"&lol%s;" % (n - 1 or "") * 10}">' for n in range(1, 10))
    + "]><mediawiki><page><text>&lol9;</text></page></mediawiki>"
)
OUTSIDE = (
    '<!DOCTYPE x [<!ENTITY file SYSTEM "file:///etc/hostname">]>'
    "<mediawiki><page><title>x</title><text>&file;</text></page></mediawiki>"
)


@pytest.mark.parametrize("text", [BOMB, OUTSIDE, "<!DOCTYPE mediawiki><mediawiki/>"])
@pytest.mark.parametrize("kind", [PageFormat.AUTO, PageFormat.MEDIAWIKI_XML])
def test_xml_with_a_document_type_is_not_read(text: str, kind: PageFormat) -> None:
    with pytest.raises(NotAPage, match="declares a document type or entities"):
        read_bytes(text.encode(), kind)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (export(("One", PAGE), ("Two", PAGE)), "There are 2 pages in this file: “One”, “Two”"),
        (export((TITLE, "")), "No page in this file has any"),
        (export((TITLE, PAGE))[:-40], "The XML is incomplete or broken at line"),
        (export((TITLE, "Nothing of the kind")), "This is not a hackathon or idea page"),
        ("<mediawiki>&nbsp;</mediawiki>", "The XML is incomplete or broken at line 1"),
        ("<mediawiki>" * 100_000, "more lists, objects or elements"),
    ],
)
def test_an_export_that_is_no_page_is_refused(text: str, words: str) -> None:
    with pytest.raises(NotAPage, match=words):
        read_xml(text)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ('{"parse": ', "invalid or incomplete"),
        ("[" * 100_000, "more lists, objects or elements"),
        ('{"parse": []}', "not a wiki API response with a page"),
        ('{"query": {"pages": {"-1": {"title": "x", "missing": ""}}}}', "No page in this file has any"),
        ('{"error": {"info": "The page does not exist."}}', "The page does not exist"),
        (
            '{"query": {"pages": [7, {"revisions": 8}, {"revisions": [9]}]}}',
            "No page in this file has any",
        ),
    ],
)
def test_an_answer_that_is_no_page_is_refused(text: str, words: str) -> None:
    with pytest.raises(NotAPage, match=words):
        read_json(text)
