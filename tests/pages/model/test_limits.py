"""A file that holds more than any page is refused in words, before anything is made of it."""

import tracemalloc
from functools import partial

import pytest

from hackathon.core.errors import NotAPage
from hackathon.pages.document.blocks import text_lines
from hackathon.pages.document.parsers.markdown import parse_markdown
from hackathon.pages.document.parsers.restructuredtext import parse_rst
from hackathon.pages.model.blocks import blocks_as_markdown
from hackathon.pages.model.limits import MAX_HEADINGS, MAX_LIST_DEPTH, MAX_TOPICS
from hackathon.pages.model.texts import Block, BlockKind
from hackathon.pages.readers.formats import PageFormat, read_text
from hackathon.pages.readers.understanding import understand_text
from tests.pages.call_counts import calls

MANY = MAX_TOPICS + 1
PAGE = '{"format":"hackathon-page-1","page":'
TOO_MUCH = {
    "a million rows": (PageFormat.CSV, "title\n" + "a\n" * 1_000_000, "more than 250,000 lines"),
    "rows": (PageFormat.CSV, "title\n" + "a\n" * MANY, "more than 20,000 topics"),
    "rows of any table": (
        PageFormat.TABLE,
        "Title,Lead\n" + "".join(f"Idea {n},x\n" for n in range(MANY)),
        "more than 20,000 topics",
    ),
    "columns": (PageFormat.CSV, "title" + ",a" * 1_000_000 + "\n", "1,000,001 columns"),
    "headings of a wiki": (
        PageFormat.WIKITEXT,
        "== a ==\n" * (MAX_HEADINGS + 1),
        "more than 60,000 headings",
    ),
    "templates": (PageFormat.WIKITEXT, "{{project|Project=a}}\n" * MANY, "more than 20,000 topics"),
    "a million headings": (PageFormat.WIKITEXT, "=a=\n" * 1_250_000, "more than 250,000 lines"),
    "headings": (PageFormat.MARKDOWN, "# T\n" + "## a\n" * MAX_HEADINGS, "more than 60,000 headings"),
    "topics": (PageFormat.MARKDOWN, "# T\n" + "## a\n**Contact:** b\n" * MANY, "more than 20,000 topics"),
    "lines": (PageFormat.RENDERED, "a\n" * 2_500_000, "more than 250,000 lines"),
    "dates": (PageFormat.RENDERED, "\n\nA\nDate of insert: 1 May 2013" * MANY, "more than 20,000 topics"),
    "lists": (PageFormat.JSON, PAGE + "[],".join([""] * 1_000_000), "more lists, objects or elements"),
    "depth": (PageFormat.JSON, PAGE + '{"a":' * 50_000, "nested too deeply"),
    "topics of JSON": (
        PageFormat.JSON,
        PAGE + '{"topics":[' + "1," * MANY + "1]}}",
        "more than 20,000 topics",
    ),
    "an answer": (PageFormat.MEDIAWIKI_JSON, '{"query":{"pages":[' + "{}," * 1_000_000, "more lists"),
    "elements": (
        PageFormat.MEDIAWIKI_XML,
        "<mediawiki>" + "<a/>" * 1_000_000,
        "more lists, objects or elements",
    ),
}


@pytest.mark.parametrize("name", TOO_MUCH)
def test_too_much_is_refused_with_little_work_and_memory(name: str) -> None:
    kind, text, words = TOO_MUCH[name]

    def refused() -> None:
        with pytest.raises(NotAPage, match=words):
            read_text(text, kind)

    assert calls(refused) < 3_000_000
    tracemalloc.start()
    try:
        refused()
        assert tracemalloc.get_traced_memory()[1] < 100_000_000
    finally:
        tracemalloc.stop()


def test_no_item_of_a_list_is_indented_without_end() -> None:
    items = [Block(kind=BlockKind.BULLET, text="a", depth=depth) for depth in range(1, 2_000)]

    lines = blocks_as_markdown(items).split("\n")

    assert len(lines) == len(items)
    assert max(map(len, lines)) == 2 * MAX_LIST_DEPTH + 1


def test_items_of_a_list_are_read_once_and_their_prose_in_one_go() -> None:
    """A title is read when its list is taken, and prose behind it isn't walked letter by letter."""

    def page(words: int) -> str:
        item = "- [Boats {0} afloat](https://x.example/{0}) " + "lantern random " * (words // 2) + "\n"
        return "# Ideas\n\n## Topics\n\n" + "".join(item.format(number) for number in range(60))

    understand_text(page(2))

    short, long = (calls(partial(understand_text, page(words))) for words in (2, 80))

    assert long < 1.5 * short


def test_restructuredtext_that_takes_too_long_is_refused_before_it_is_read() -> None:
    parse_rst("Ideas\n=====\n")  # docutils is imported on first use
    text = "Ideas\n=====\n\n" + "- `Boats <https://x.example>`_\n" * 50_000

    def refused() -> None:
        with pytest.raises(NotAPage, match=r"reStructuredText can have up to 1,500,000 characters"):
            parse_rst(text)

    assert calls(refused) < 10_000


def test_lines_of_markdown_are_parsed_one_after_the_other() -> None:
    """What markdown-it-py makes of all lines at once takes most of the memory."""
    text = "".join(f"- [Boats {number}](https://x.example/{number})\n" for number in range(500))
    parse_markdown(text)
    tracemalloc.start()
    try:
        document = parse_markdown(text)
        size, most = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()

    assert sum(1 for _ in text_lines(document.blocks)) == 500
    assert most < 4 * size
