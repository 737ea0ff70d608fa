"""From an invitation on a phone to "confirmed", and to the first vote: counted in taps."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests.browser.conftest import NARROW, Visit


def new_event(visit: Visit, slug: str) -> Page:
    """Let the organizer create an event next month with a topic in it; return the organizer page."""
    day = (datetime.now(UTC) + timedelta(days=30)).date().isoformat()
    page = visit("../events/new", who="organizer")
    for label, value in (("Title", "Xen Summit"), ("Address", slug), ("Time zone", "Europe/Dublin")):
        page.get_by_label(label, exact=True).fill(value)
    page.get_by_label("First day").fill(day)
    page.get_by_label("Last day").fill(day)
    page.get_by_role("button", name=re.compile("Create")).click()
    page.goto(f"{page.url.split(slug)[0]}{slug}/topics/new")
    page.get_by_label("Title", exact=True).fill("Boot Xen on a toaster")
    page.get_by_label("What is it about?").fill("Bring a toaster.")
    page.get_by_role("button", name=re.compile("Propose")).click()
    page.goto(f"{page.url.split(slug)[0]}{slug}/organize/people/invitations")
    return page


def test_the_pages_of_an_invitation_are_sound_on_a_phone(visit: Visit) -> None:
    organizer = new_event(visit, "summit-sound")
    organizer.get_by_label("List of people").fill("Kelly Kingsley <kelly2@xen.example>")
    organizer.get_by_role("button", name="Check the list").click()
    organizer.get_by_role("button", name="Invite 1 person").click()
    organizer.get_by_role("link", name="Kelly Kingsley").click()
    organizer.get_by_role("button", name="Send invitation").click()
    assert_sound(organizer)
    link = organizer.get_by_label("Link (shown only once)").input_value()

    phone = visit(viewport=NARROW, has_touch=True, color_scheme="dark")
    phone.goto(link.replace(link.split("/summit")[0], organizer.url.split("/summit")[0]))
    assert_sound(phone)
    phone.get_by_role("button", name="I'm coming").tap()
    expect(phone.get_by_role("heading", level=1)).to_have_text("You're coming")
    assert_sound(phone)


def assert_sound(page: Page) -> None:
    """Look at a page that only a story reaches as `test_pages` looks at the others."""
    assert [each["id"] for each in Axe().run(page).response["violations"]] == []
    assert not page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth")


@pytest.mark.parametrize("javascript", [True, False])
def test_one_tap_confirms_and_two_more_are_the_first_vote(visit: Visit, javascript: bool) -> None:
    organizer = new_event(visit, f"summit-{'with' if javascript else 'without'}-script")
    organizer.get_by_label("List of people").fill("Kelly Kingsley <kelly@xen.example>, Rackspace\nnobody")
    organizer.get_by_role("button", name="Check the list").click()
    expect(organizer.get_by_text("1 person will be invited. 1 line can't be used.")).to_be_visible()
    organizer.get_by_role("button", name="Invite 1 person").click()
    organizer.get_by_role("link", name="Kelly Kingsley").click()
    organizer.get_by_role("button", name="Send invitation").click()
    link = organizer.get_by_label("Link (shown only once)").input_value()

    phone = visit(viewport=NARROW, has_touch=True, java_script_enabled=javascript)
    phone.goto(link.replace(link.split("/summit")[0], organizer.url.split("/summit")[0]))
    taps = 0

    phone.get_by_role("button", name="I'm coming").tap()
    taps += 1
    expect(phone.get_by_role("heading", level=1)).to_have_text("You're coming")
    assert taps <= 2

    phone.get_by_role("link", name="Vote for topics").tap()
    phone.get_by_role("button", name="Must").tap()
    taps += 2
    expect(phone.get_by_role("button", name="Must")).to_have_attribute("aria-pressed", "true")
    assert taps <= 4
