"""Every page, wide and narrow, light and dark: axe finds nothing, and nothing sticks out."""

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.browser.conftest import NARROW, WIDE, Visit

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
    "changes/",
    "subscribe",
)
ATTENDEE = (
    "mine", "mine/topics", "mine/why/3-xen-on-arm-portathon", "confirmation", "topics/new",
    "topics/3-xen-on-arm-portathon", "topics/3-xen-on-arm-portathon/review", "../account",
    "../account/deletion",
)  # fmt: skip
ORGANIZER = (
    "desk/",
    "desk/topics",
    "desk/topics/3-xen-on-arm-portathon/merge",
    "desk/topics/3-xen-on-arm-portathon/carrying",
    "desk/topics/3-xen-on-arm-portathon/splitting",
    "desk/readiness",
    "desk/people",
    "desk/people/3",
    "desk/people/badges",
    "desk/people/invitations",
    "desk/check-in",
    "desk/check-in?q=ian",
    "desk/check-in/3",
    "desk/check-in/door",
    "desk/joins",
    "desk/mail",
    "desk/mail/new",
    "desk/rooms",
    "desk/plan",
    "desk/plan/what-if",
    "desk/plan/order",
    "desk/publish",
    "desk/import",
    "desk/settings",
    "desk/log",
    "desk/export",
    "desk/dates",
    "desk/day",
    "desk/draft/3-xen-on-arm-portathon",
    "../events/new",
)
ELSEWHERE = ("../", "../sign-in", "../sign-in/code", "../sign-in/unknown", "../no-such-page")

PAGES = [
    *((None, path) for path in (*ANYONE, *ELSEWHERE)),
    *(("attendee", path) for path in ATTENDEE),
    *(("organizer", path) for path in ORGANIZER),
]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("viewport", [WIDE, NARROW], ids=["wide", "narrow"])
@pytest.mark.parametrize(("who", "path"), PAGES)
def test_axe_finds_nothing_and_nothing_sticks_out(
    visit: Visit, who: str | None, path: str, viewport: dict[str, int], scheme: str
) -> None:
    page = visit(path, who=who, viewport=viewport, color_scheme=scheme)

    found = Axe().run(page)

    assert [f"{each['id']}: {each['nodes'][0]['html']}" for each in found.response["violations"]] == []
    unguarded = "document.querySelectorAll('form[method=post]:not(:has([name$=csrf_token]))').length"
    assert page.evaluate(unguarded) == 0
    # What a template cannot name, it names by its Python object.
    nameless = 'document.querySelectorAll(\'[href*="%3C"], [action*="%3C"], [src*="%3C"]\').length'
    assert page.evaluate(nameless) == 0
    sticks_out = "document.documentElement.scrollWidth > document.documentElement.clientWidth"
    assert not page.evaluate(sticks_out)
