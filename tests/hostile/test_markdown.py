"""Markdown from people who mean no good."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hackathon.domain.markdown import plain, render
from hackathon.forms.entries import TEXT

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
