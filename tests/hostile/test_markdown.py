"""Markdown from people who mean no good."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hackathon.core.errors import BadEntry
from hackathon.core.forms.entries import TEXT
from hackathon.core.text.markdown import MOST_MARKUP, check_markup, has_too_much_markup, plain, render
from tests.pages.call_counts import calls

# Each is as much as the longest text may hold of what costs the most to read.
COSTLY = (
    "![",
    "[a\n",
    "[",
    "- a\n",
    "a|b\n-|-\n",
    "- - - a\n",
    "#\n",
    "a\n",
    "1. a\n",
    "*a*",
    "a*",
    "***a",
    "> > a\n",
    "&",
    "<a>",
)
SCHEMES = "href=.(javascript|data|vbscript|file|blob):"


@pytest.mark.parametrize(
    "text",
    [
        "|" + "a|" * 3_000 + "\n|" + "-|" * 3_000 + "\n" + "|a\n" * 2_500,
        "|" + "a|" * 100 + "\n|" + "-|" * 100 + "\n" + "|\n" * 9_000,
        "[" * TEXT,
        "![" * TEXT,
        "*a **b " * TEXT,
        "_" * TEXT,
        "> " * TEXT,
        "- " * TEXT,
        "".join(" " * (2 * depth) + "- a\n" for depth in range(140)),
        "<" * TEXT,
        "[a](" + "(" * TEXT,
        "".join("`" * length + " " for length in range(200)),
    ],
    ids=lambda text: text[:9],
)
def test_the_longest_text_grows_little(text: str) -> None:
    longest = text[:TEXT]
    html, words = render(longest), plain(longest)

    assert len(html) < 10 * TEXT
    assert len(words) <= TEXT


@pytest.mark.parametrize(
    "text",
    [
        "[x](javascript:alert(1))",
        "[x](JaVaScRiPt&colon;alert(1))",
        "[x](\tjavascript:alert(1))",
        "[x](java\nscript:alert(1))",
        "[x](&#1;javascript:alert(1))",
        "[x]: javascript:alert(1)\n\n[x]",
        "<javascript:alert(1)>",
        "[x](data:text/html,<script>alert(1)</script>)",
        "[x](vbscript:alert(1))",
        "[x](file:///etc/passwd)",
        "![x](https://elsewhere.example/pixel.png)",
        "<img src=x onerror=alert(1)>",
        '[x](http://a "\\" onmouseover=alert(1)")',
        "<svg><style><img src=x onerror=alert(1)>",
        "```<script>alert(1)</script>",
    ],
)
def test_nothing_runs_and_nothing_is_fetched(text: str) -> None:
    html = render(text)

    assert re.search(SCHEMES, html, re.IGNORECASE) is None
    assert re.search(r"<(script|img|svg|style|iframe)|<[^>]* on\w+=(?![^<>]*\")", html, re.IGNORECASE) is None


@given(
    st.text()
    | st.lists(st.sampled_from(["<", ">", "[x](", ")", "javascript:", '"', "`", "&", "|", "\n", "a"])).map(
        "".join
    )
)
def test_only_the_markup_that_we_allow_comes_out(text: str) -> None:
    tags = set(re.findall(r"<\s*/?\s*([^\s/>]+)", render(text)))

    assert tags <= {
        *("a", "blockquote", "br", "code", "em", "h4", "hr", "li", "ol", "p", "pre", "strong", "ul"),
        *("table", "tbody", "td", "th", "thead", "tr"),
    }


def test_a_table_of_ordinary_size_is_drawn() -> None:
    table = "| Slot | Room |\n|---|---|\n" + "| 10:00 | Liffey |\n" * 200

    assert render(table).count("<td>") == 400


@pytest.mark.parametrize("unit", COSTLY)
def test_a_text_costs_its_readers_no_more_than_its_markup_allows(unit: str) -> None:
    longest = (unit * TEXT)[:TEXT]

    with pytest.raises(BadEntry, match="Too much formatting"):
        check_markup(longest)
    # Two calls for each sign, and what stands between them, whatever the text is made of.
    assert calls(lambda: render.__wrapped__(longest)) < 1_000
    assert calls(lambda: plain.__wrapped__(longest)) < 100


@pytest.mark.parametrize("unit", COSTLY)
def test_as_much_markup_as_may_be_saved_is_drawn_within_a_bound(unit: str) -> None:
    most = ""
    for length in range(1, TEXT):
        text = (unit * length)[:TEXT]
        if has_too_much_markup(text):
            break
        most = text

    assert calls(lambda: render.__wrapped__(most)) < 250 * MOST_MARKUP


def test_a_text_with_too_much_markup_is_shown_as_it_was_typed() -> None:
    text = "One\ntwo <b>\n\n" + "- a\n" * TEXT

    html = render(text)

    assert html.startswith("<p>One<br>\ntwo &lt;b&gt;</p>\n<p>- a<br>\n- a<br>")
    assert plain(text) == "One two <b>"


@pytest.mark.parametrize(
    "text",
    [
        ("See [the page](https://example.org/page) and *this*. " * 400)[:TEXT],
        ("- item with some words in it\n" * 700)[:TEXT],
        ("It is what it is, and more of it follows here.\n\n" * 500)[:TEXT],
        "```\n" + "    if (a[i] > b->c && d_e) { f(); }\n" * 270 + "```\n",
    ],
)
def test_the_longest_text_that_people_write_is_saved(text: str) -> None:
    check_markup(text)
