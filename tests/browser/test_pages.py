"""Every page, wide and narrow, light and dark: axe finds nothing, and nothing sticks out."""

import pytest

from tests.browser.conftest import Look
from tests.browser.page_checks import check_page

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


@pytest.mark.parametrize(("who", "path"), PAGES)
def test_axe_finds_nothing_and_nothing_sticks_out(look: Look, who: str | None, path: str) -> None:
    check_page(look(path, who=who))
