"""Every page, wide and narrow, light and dark: axe finds nothing, and nothing sticks out."""

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Page

from tests.browser.conftest import NARROW, WIDE, Look

ANYONE = (
    "",
    "topics/",
    "topics/?sort=state",
    "topics/3-xen-on-arm-portathon",
    "topics/3-xen-on-arm-portathon/history",
    "people/",
    "registration",
    "agenda/",
    "agenda/1",
    "agenda/?q=arm",
    "now",
    "report",
    "feedback",
    "topics/3-xen-on-arm-portathon/outcome",
    "screen",
    "screen/liffey",
    "people/ian-campbell",
    "changes/",
    "subscribe",
)
ATTENDEE = (
    "mine", "mine/topics", "mine/why/3-xen-on-arm-portathon", "confirmation", "topics/new",
    "topics/3-xen-on-arm-portathon", "topics/3-xen-on-arm-portathon/review", "../account",
    "../account/deletion", "topics/3-xen-on-arm-portathon/outcome",
)  # fmt: skip
ORGANIZER = (
    "organize/",
    "organize/topics",
    "organize/topics/3-xen-on-arm-portathon/merge",
    "organize/topics/3-xen-on-arm-portathon/carrying",
    "organize/topics/3-xen-on-arm-portathon/splitting",
    "organize/readiness",
    "organize/people",
    "organize/people/3",
    "organize/people/badges",
    "organize/people/invitations",
    "organize/check-in",
    "organize/check-in?q=ian",
    "organize/check-in/3",
    "organize/check-in/door",
    "organize/merge-people",
    "organize/messages",
    "organize/messages/new",
    "organize/rooms",
    "organize/schedule",
    "organize/schedule?panel=votes",
    "organize/schedule?panel=calculation",
    "organize/schedule?panel=planner",
    "organize/schedule?panel=versions",
    "organize/schedule?panel=warnings",
    "organize/schedule?panel=publish",
    "organize/schedule?panel=order",
    "organize/schedule/sessions/3",
    "organize/plan/what-if",
    "organize/import",
    "organize/settings",
    "organize/settings/archive",
    "organize/next",
    "pitches",
    "organize/settings/deletion",
    "organize/activity",
    "organize/export",
    "organize/dates",
    "organize/on-the-day",
    "organize/on-the-day/host/9-1",
    "organize/on-the-day/room/liffey",
    "organize/on-the-day/plenary",
    "organize/on-the-day/full/9-1",
    "organize/on-the-day/heads/9-1",
    "organize/on-the-day/session",
    "../events/new",
)
ELSEWHERE = ("../", "../sign-in", "../sign-in/code", "../sign-in/unknown", "../no-such-page", "../offline")

PAGES = [
    *((None, path) for path in (*ANYONE, *ELSEWHERE)),
    *(("attendee", path) for path in ATTENDEE),
    *(("organizer", path) for path in ORGANIZER),
]


ALL_RULES = {"resultTypes": ["violations"]}
COLOURS = ALL_RULES | {"runOnly": ["color-contrast", "link-in-text-block"]}
"""The rules of axe that depend on the colour scheme; it runs all others once for each width."""


@pytest.mark.parametrize(("who", "path"), PAGES)
def test_axe_finds_nothing_and_nothing_sticks_out(look: Look, who: str | None, path: str) -> None:
    page = look(path, who=who)
    page.evaluate(AXE_SCRIPT)

    for width in (WIDE, NARROW):
        page.set_viewport_size(width)
        page.emulate_media(color_scheme="light")
        assert _violations(page, ALL_RULES) == []
        page.emulate_media(color_scheme="dark")
        assert _violations(page, COLOURS) == []
        sticks_out = "document.documentElement.scrollWidth > document.documentElement.clientWidth"
        assert not page.evaluate(sticks_out)

    unguarded = "document.querySelectorAll('form[method=post]:not(:has([name$=csrf_token]))').length"
    assert page.evaluate(unguarded) == 0
    # What a template cannot name, it names by its Python object.
    nameless = 'document.querySelectorAll(\'[href*="%3C"], [action*="%3C"], [src*="%3C"]\').length'
    assert page.evaluate(nameless) == 0


def _violations(page: Page, rules: dict[str, list[str]]) -> list[str]:
    found = page.evaluate("async (rules) => (await axe.run(rules)).violations", rules)
    return [f"{violation['id']}: {violation['nodes'][0]['html']}" for violation in found]
