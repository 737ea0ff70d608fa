"""Every page in a language a third longer than English: nothing sticks out, and no button is cut off."""

import pytest
from playwright.sync_api import Page

from tests.browser import pseudo_locale
from tests.browser.conftest import NARROW, WIDE, Look
from tests.browser.test_pages import PAGES

MOST_TELLING = {
    (None, ""),
    (None, "topics/"),
    (None, "agenda/"),
    (None, "../sign-in"),
    ("attendee", "mine"),
    ("attendee", "confirmation"),
    ("organizer", "organize/"),
    ("organizer", "organize/people"),
    ("organizer", "organize/rooms"),
    ("organizer", "organize/schedule?panel=publish"),
    ("organizer", "organize/on-the-day"),
    ("organizer", "organize/import"),
}
"""The pages of `make test`; the others are looked at by `make test-long`."""

CLIPPED = """
[...document.querySelectorAll("button, .button, [role=button], nav a, summary")]
  .filter(each => each.offsetParent && each.clientWidth && getComputedStyle(each).display !== "inline")
  .filter(each => !each.closest(".visually-hidden"))
  .filter(each => each.scrollWidth > each.clientWidth + 1 || each.scrollHeight > each.clientHeight + 1)
  .map(each => each.outerHTML.slice(0, 200))
"""
"""Buttons, tabs and links of a menu that are too small for their words."""

STICKS_OUT = """
(() => {
  const width = document.documentElement.clientWidth;
  if (document.documentElement.scrollWidth <= width) return [];
  const wide = [...document.body.querySelectorAll("*")].filter(
    each => each.getBoundingClientRect().right > width + 1 && !each.closest(".table-wrap"));
  return wide.slice(0, 5).map(each => each.outerHTML.slice(0, 200));
})()
"""


@pytest.mark.parametrize(
    ("who", "path"),
    [pytest.param(*page, marks=[] if page in MOST_TELLING else [pytest.mark.long]) for page in PAGES],
)
def test_longer_texts_have_room(look: Look, who: str | None, path: str) -> None:
    page = look(path, who=who, locale=pseudo_locale.LANGUAGE)
    assert page.locator("html").get_attribute("lang") == pseudo_locale.LANGUAGE

    for width in (WIDE, NARROW):
        page.set_viewport_size(width)
        assert found(page) == []


def found(page: Page) -> list[str]:
    """Return the elements that stick out of the page, and the buttons that are cut off."""
    return [*page.evaluate(STICKS_OUT), *page.evaluate(CLIPPED)]


def test_the_pseudo_locale_is_longer_and_keeps_what_programs_read() -> None:
    made = pseudo_locale.pseudo("Remove <b>%(number)s</b> topics from the draft")

    assert made == "[Ŕéɱöṽé <b>%(number)s</b> ťöþîçš ƒŕöɱ ťĥé đŕåƒť ~~~~ ~~~~]"


def test_every_marked_text_is_in_the_pseudo_locale(look: Look) -> None:
    page = look("topics/", locale=pseudo_locale.LANGUAGE)

    assert page.locator("h1").inner_text().startswith("[")
