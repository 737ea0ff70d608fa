"""Blocks as Markdown: what a reader of the rendered text sees is what stood on the page."""

import html
import re
from xml.etree import ElementTree as ET

from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from hackathon.demo.samples import dublin
from hackathon.pages.model.blocks import blocks_as_markdown, escape_line
from hackathon.pages.model.texts import Block, BlockKind
from hackathon.pages.readers.rendered.reader import read

RENDERER = MarkdownIt("commonmark", {"html": False}).enable(["table", "strikethrough"])
TEXT = st.lists(
    st.text(alphabet="ab1 _*`[]()<>#&;:!~|\\-+=.\"'", max_size=12)
    | st.sampled_from(
        ["http://x.org/a_b?c=1&d=_e_", "&amp;", "1.", "---", "[1]: http://x.org", "<b>", "![a](b)"]
    ),
    max_size=6,
).map(" ".join)


def p(text: str) -> Block:
    return Block(kind=BlockKind.PARAGRAPH, text=text)


def li(depth: int, text: str) -> Block:
    return Block(kind=BlockKind.BULLET, text=text, depth=depth)


def ol(depth: int, number: int, text: str) -> Block:
    return Block(kind=BlockKind.NUMBERED, text=text, depth=depth, number=number)


def rendered(blocks: list[Block]) -> str:
    return str(RENDERER.render(blocks_as_markdown(blocks)))


@given(TEXT)
def test_a_paragraph_shows_as_it_was_written(text: str) -> None:
    words = " ".join(text.split())

    assert rendered([p(text)]) == (
        f"<p>{html.escape(words).replace('&#x27;', chr(39))}</p>\n" if words else ""
    )


@given(
    st.lists(
        st.tuples(st.integers(1, 4), TEXT.filter(lambda text: bool(text.strip()))), min_size=1, max_size=8
    )
)
def test_a_list_keeps_every_item_at_its_depth(items: list[tuple[int, str]]) -> None:
    shown = ET.fromstring(f"<x>{rendered([li(depth, text) for depth, text in items])}</x>")  # noqa: S314 -- our own

    assert [" ".join((item.text or "").split()) for item in shown.iter("li")] == [
        " ".join(text.split()) for _, text in items
    ]
    reached = 0
    depths = [reached := min(depth, reached + 1) for depth, _ in items]
    assert depths_of(shown) == depths


def depths_of(element: ET.Element, depth: int = 0) -> list[int]:
    found = [depth] if element.tag == "li" else []
    for child in element:
        found += depths_of(child, depth + (child.tag in ("ul", "ol")))
    return found


def test_what_needs_no_mark_gets_none() -> None:
    plain = "Port snf_network (see http://lists.xen.org/a_b/msg02602.html), R&D: Linux >3.8, 50% done - C++!"

    assert escape_line(plain) == plain


def test_lists_nest_below_the_mark_that_holds_them() -> None:
    blocks = [
        p("Bring:"),
        li(1, "a board"),
        li(2, "or a model"),
        li(1, "Linux"),
        ol(1, 2, "Xen"),
        li(2, "xl"),
        p("End"),
    ]

    assert (
        blocks_as_markdown(blocks) == "Bring:\n\n- a board\n  - or a model\n- Linux\n2. Xen\n   - xl\n\nEnd"
    )


def test_verbatim_lines_stay_verbatim() -> None:
    blocks = [Block(kind=BlockKind.VERBATIM, text="x = *a*"), Block(kind=BlockKind.VERBATIM, text="  ```")]

    assert blocks_as_markdown(blocks) == "````\nx = *a*\n  ```\n````"
    assert rendered(blocks) == "<pre><code>x = *a*\n  ```\n</code></pre>\n"


def test_every_text_of_the_sample_survives() -> None:
    for topic in read(dublin()).topics:
        for text in (topic.description, topic.outcomes, topic.skills):
            blocks = list(text.blocks) if text else []
            shown = html.unescape(re.sub(r"<[^>]+>", " ", rendered(blocks)))
            assert shown.split() == " ".join(block.text for block in blocks).split()
