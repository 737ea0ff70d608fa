"""Parts of pages: drawn once for equal values, and from nothing but these."""

import pytest
from flask import Flask
from jinja2 import DictLoader, Environment, UndefinedError
from markupsafe import Markup

from hackathon.core.translation import in_language
from hackathon.core.web.caching.drawn_parts import DrawnParts, draw_part, draw_rows


@pytest.fixture
def parts(app: Flask, monkeypatch: pytest.MonkeyPatch) -> Environment:
    """The templates of the application, with two more."""
    mine = DictLoader(
        {
            "row.html": "<b>{{ name }}</b>{{ _('Topics') }}",
            "line.html": "<i>{{ row }} {{ colour }}</i>",
            "reader.html": "{{ speaker }}",
        }
    )
    monkeypatch.setattr(app.jinja_env, "loader", mine)
    return app.jinja_env


@pytest.mark.usefixtures("parts")
def test_equal_values_are_drawn_once(app: Flask) -> None:
    with app.test_request_context():
        first = draw_part("row.html", name="<Ann>")

        assert first == "<b>&lt;Ann&gt;</b>Topics"
        assert draw_part("row.html", name="<Ann>") is first
        assert draw_part("row.html", name="Ben") == "<b>Ben</b>Topics"


@pytest.mark.usefixtures("parts")
def test_each_language_has_its_own(app: Flask) -> None:
    with app.test_request_context():
        with in_language("en"):
            english = draw_part("row.html", name="Cat")
        with in_language("de"):
            german = draw_part("row.html", name="Cat")

    assert (english, german) == ("<b>Cat</b>Topics", "<b>Cat</b>Themen")


@pytest.mark.usefixtures("parts")
def test_rows_are_drawn_one_after_the_other(app: Flask) -> None:
    with app.test_request_context():
        assert draw_rows("line.html", ["a", "<"], colour="red") == "<i>a red</i><i>&lt; red</i>"
        assert draw_rows("line.html", ["<"], colour="blue") == "<i>&lt; blue</i>"


@pytest.mark.usefixtures("parts")
def test_a_part_sees_no_reader(app: Flask) -> None:
    with app.test_request_context(), pytest.raises(UndefinedError, match="speaker"):
        draw_part("reader.html")


def test_what_was_not_used_for_longest_is_let_go() -> None:
    kept = DrawnParts(6)
    kept.keep("one", Markup("111"))
    kept.keep("two", Markup("222"))
    assert kept.find("one") == "111"

    kept.keep("three", Markup("333"))

    assert [kept.find(key) for key in ("one", "two", "three")] == ["111", None, "333"]
