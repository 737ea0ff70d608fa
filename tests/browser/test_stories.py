"""Five people, five stories: what each came for, told in a real browser."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import NARROW, Visit

PERF = "topics/15-xen-perf-support"


def choices(page: Page) -> list[str]:
    """Return the answers that are marked as mine on the page."""
    marked = page.locator("button[aria-pressed=true]")
    return [text.strip() for text in marked.all_inner_texts()]


@pytest.mark.parametrize("javascript", [True, False])
def test_an_attendee_votes_from_a_phone_and_takes_it_back(visit: Visit, javascript: bool) -> None:
    page = visit("topics/?q=perf", who="attendee", viewport=NARROW, java_script_enabled=javascript)
    line = page.get_by_role("listitem").filter(has_text="Xen perf support")

    line.get_by_role("button", name=re.compile("Must")).click()
    if javascript:
        expect(line.get_by_text("Saved")).to_be_visible()
    expect(line.get_by_role("button", name=re.compile("Must"))).to_have_attribute("aria-pressed", "true")
    line.get_by_role("button", name=re.compile("Maybe")).click()
    expect(line.get_by_role("button", name=re.compile("Maybe"))).to_have_attribute("aria-pressed", "true")
    expect(line.get_by_role("button", name=re.compile("Must"))).to_have_attribute("aria-pressed", "false")
    page.reload()
    assert [answer.removeprefix("✓").strip() for answer in choices(page)] == ["Maybe"]

    line.get_by_role("button", name=re.compile("Take it back")).click()
    expect(line.get_by_role("button", name=re.compile("Take it back"))).to_have_count(0)
    page.reload()
    assert choices(page) == []


def test_a_participant_finds_where_to_be_and_subscribes(visit: Visit) -> None:
    page = visit("mine", who="attendee", viewport=NARROW)

    expect(page.get_by_text(re.compile(r"You get \d+ of the \d+ topics"))).to_be_visible()
    links = page.locator("a[href^='webcal:']")
    expect(links.first).to_be_visible()
    secret = str(links.first.get_attribute("href")).replace("webcal:", "http:")
    feed = page.request.get(secret)
    assert feed.status == 200
    assert "BEGIN:VEVENT" in feed.text()


def test_on_the_day_the_agenda_marks_what_runs_now(visit: Visit) -> None:
    page = visit("agenda/")
    expect(page.locator("[data-now]")).to_have_count(0)

    page.clock.set_fixed_time("2013-05-16T12:30:00+01:00")
    page.reload()

    expect(page.locator("[data-now] th")).to_have_text(re.compile(r"11:15.13:15\s*Now"))


def test_an_organizer_plans_moves_a_session_and_publishes(visit: Visit) -> None:
    page = visit("desk/plan", who="organizer")
    with page.expect_navigation():
        page.get_by_role("button", name="Plan", exact=True).click()
    # The button is back when the plan is made; the page has followed it by itself.
    expect(page.get_by_role("button", name="Plan", exact=True)).to_be_visible(timeout=60_000)
    expect(page.get_by_text(re.compile(r"No agenda can cost less"))).to_be_visible()

    page.get_by_role("link", name="Port Synnefo to Xen").click()
    room = page.get_by_label("Room")
    room.select_option(index=(room.evaluate("field => field.selectedIndex") + 1) % 3)
    page.get_by_role("button", name="Put it there").click()
    expect(page.get_by_text("has its new place in the draft")).to_be_visible()
    page.get_by_role("link", name="See what publishing would change").click()
    expect(page.get_by_text(re.compile(r"Port Synnefo to Xen moves"))).to_be_visible()
    page.get_by_label(re.compile("What is new")).fill("Synnefo has moved")
    page.get_by_role("button", name="Publish agenda").click()

    expect(page.get_by_role("status")).to_contain_text("Revision 2 is published")
    feed = visit("agenda/").request.get(page.url.replace("desk/publish", "agenda.ics")).text()
    moved = [each for each in feed.split("BEGIN:VEVENT") if "SEQUENCE:1" in each]
    assert any("Port Synnefo to Xen" in each for each in moved)


@pytest.mark.parametrize(
    ("path", "button"),
    [
        ("desk/topics/16-xen-full-efi-support", "Save topic"),
        ("desk/topics/areas", "Save areas"),
        ("desk/rooms/room/liffey", "Save room"),
        ("desk/rooms/hours", "Save opening hours"),
        ("desk/settings", "Save settings"),
        ("desk/people/1", "Save"),
    ],
)
def test_a_form_of_the_desk_can_be_saved_as_it_is_shown(visit: Visit, path: str, button: str) -> None:
    page = visit(path, who="organizer")

    page.get_by_role("button", name=button, exact=True).click()

    expect(page.get_by_role("status")).to_contain_text("Done.")


def test_an_attendee_says_when_they_are_there_and_proposes_a_topic(visit: Visit) -> None:
    page = visit("confirmation", who="attendee", viewport=NARROW)
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    page.get_by_role("button", name=re.compile("coming|Coming|confirm|Yes", re.IGNORECASE)).first.click()
    expect(page.locator("[role=status]").first).to_be_visible()

    page = visit("topics/new", who="attendee", viewport=NARROW)
    page.get_by_label("Title", exact=True).fill("Boot Xen on a toaster")
    page.get_by_label("What is it about?").fill("Bring a *toaster*.")
    page.get_by_role("button", name=re.compile("Propose")).click()

    expect(page.get_by_role("heading", name="Boot Xen on a toaster")).to_be_visible()
    expect(page.locator("em", has_text="toaster")).to_be_visible()


def test_everything_can_be_reached_with_the_keyboard(visit: Visit) -> None:
    page = visit(PERF, who="attendee")

    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to the content")).to_be_focused()
    page.keyboard.press("Enter")
    for _ in range(20):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.tagName + document.activeElement.value") == "BUTTONwill":
            break
    ring = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
    assert ring != "none"
    page.keyboard.press("Enter")

    expect(page.get_by_text("Saved")).to_be_visible()
