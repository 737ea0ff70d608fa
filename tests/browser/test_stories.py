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
        expect(line.get_by_text("Saved", exact=True)).to_be_visible()
    expect(line.get_by_role("button", name=re.compile("Must"))).to_have_attribute("aria-pressed", "true")
    line.get_by_role("button", name=re.compile("Maybe")).click()
    expect(line.get_by_role("button", name=re.compile("Maybe"))).to_have_attribute("aria-pressed", "true")
    expect(line.get_by_role("button", name=re.compile("Must"))).to_have_attribute("aria-pressed", "false")
    page.reload()
    assert [answer.removeprefix("✓").strip() for answer in choices(page)] == ["Maybe"]

    line.get_by_role("button", name=re.compile("Remove vote")).click()
    expect(line.get_by_role("button", name=re.compile("Remove vote"))).to_have_count(0)
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
    page = visit("organize/schedule?day=all", who="organizer")
    loads: list[str] = []
    page.on("load", lambda loaded: loads.append(loaded.url))
    page.get_by_role("link", name="Planner").click()
    page.get_by_role("button", name="Arrange everything").click()
    # The page follows by itself, until the planner proposes something or has found nothing better.
    expect(page.locator("#planner-link")).to_contain_text("working")
    expect(page.locator("#planner-link")).not_to_contain_text("working", timeout=60_000)
    page.get_by_role("link", name="Close", exact=True).click()
    expect(page.locator(".board [data-kind=arrives]")).to_have_count(0)

    page.locator(".board .card", has_text="Port Synnefo to Xen").click()
    page.get_by_role("dialog").get_by_role("button", name=re.compile("^Move to")).first.click()
    expect(page.locator("#said-bar")).to_contain_text(re.compile("moved to|swapped places"))
    # The page was never loaded again; to plan and to publish takes four clicks, of which two follow.
    assert loads == []
    page.get_by_role("link", name=re.compile("^Publish")).first.click()
    expect(page.locator(".changes")).to_contain_text("Port Synnefo to Xen moves")
    page.get_by_label(re.compile("What.s new")).fill("Synnefo has moved")
    page.get_by_role("button", name=re.compile("^Publish")).click()

    expect(page.locator("#said-bar")).to_contain_text("Revision 2 published")
    feed = visit("agenda/").request.get(page.url.split("organize/")[0] + "agenda.ics").text()
    moved = [event for event in feed.split("BEGIN:VEVENT") if "SEQUENCE:1" in event]
    assert any("Port Synnefo to Xen" in event for event in moved)


@pytest.mark.parametrize(
    ("path", "button"),
    [
        ("organize/topics/16-xen-full-efi-support", "Save topic"),
        ("organize/topics/areas", "Save areas"),
        ("organize/rooms/room/liffey", "Save room"),
        ("organize/rooms/hours", "Save opening hours"),
        ("organize/settings", "Save settings"),
        ("organize/people/1", "Save"),
    ],
)
def test_an_organizer_form_can_be_saved_as_it_is_shown(visit: Visit, path: str, button: str) -> None:
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
    expect(page.get_by_role("link", name="Skip to content")).to_be_focused()
    page.keyboard.press("Enter")
    for _ in range(20):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.tagName + document.activeElement.value") == "BUTTONwill":
            break
    ring = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
    assert ring != "none"
    page.keyboard.press("Enter")

    expect(page.get_by_text("Saved", exact=True)).to_be_visible()


def test_a_vote_without_a_network_is_kept_on_the_page_and_sent_later(visit: Visit) -> None:
    page = visit(PERF, who="attendee", viewport=NARROW)
    vote = page.locator("form[data-vote]")
    # What keeps pages for later is fetched in the background, and must not be cut off in the middle.
    page.evaluate("navigator.serviceWorker.ready.then(() => true)")

    page.context.set_offline(True)
    vote.get_by_role("button", name=re.compile("Maybe")).click()
    vote.get_by_role("button", name=re.compile("Will")).click()
    expect(vote.get_by_text("Not saved: no connection.")).to_be_visible()
    expect(vote).to_have_attribute("data-unsaved", "")
    expect(vote.get_by_role("button", name=re.compile("Will"))).to_have_attribute("aria-pressed", "true")
    page.context.set_offline(False)

    expect(vote.get_by_text("Saved", exact=True)).to_be_visible()
    expect(vote).not_to_have_attribute("data-unsaved", "")
    page.reload()
    assert [answer.removeprefix("✓").strip() for answer in choices(page)] == ["Will"]
    vote.get_by_role("button", name=re.compile("Remove vote")).click()
    expect(vote.get_by_role("button", name=re.compile("Remove vote"))).to_have_count(0)


def test_a_form_that_is_sent_without_a_network_stays_as_it_was_typed(visit: Visit) -> None:
    page = visit("organize/rooms/new", who="organizer", viewport=NARROW)
    name = page.get_by_label("Name", exact=True)

    name.fill("Tunnel")
    page.locator("main input[type=number]").first.fill("5")
    page.evaluate("navigator.serviceWorker.ready.then(() => true)")
    page.context.set_offline(True)
    page.locator("main form[method=post] button[type=submit]").first.click()

    expect(page.get_by_role("alert")).to_contain_text("You are offline, so this was not sent.")
    expect(page.get_by_role("alert")).to_be_focused()
    expect(name).to_have_value("Tunnel")
    page.context.set_offline(False)
    expect(page.get_by_role("alert")).to_have_count(0)


@pytest.mark.parametrize("javascript", [True, False])
def test_a_refused_form_takes_the_focus_to_what_is_wrong(visit: Visit, javascript: bool) -> None:
    page = visit("organize/rooms", who="organizer", java_script_enabled=javascript)
    taken = page.locator("a[href*='/rooms/room/']").first.inner_text()
    page.goto(page.url + "/new")
    page.get_by_label("Name").fill(taken)
    page.get_by_label("Seats").fill("12")

    page.get_by_role("button", name=re.compile("Add")).click()

    expect(page.get_by_role("alert")).to_contain_text("Not saved.")
    expect(page.get_by_role("alert")).to_be_focused()
    expect(page.get_by_label("Name")).to_have_value(taken)
    expect(page.get_by_label("Seats")).to_have_value("12")


def test_what_came_of_a_topic_is_noted_with_only_the_fields_of_its_kind(visit: Visit) -> None:
    page = visit("topics/3-xen-on-arm-portathon/outcome", who="organizer", viewport=NARROW)
    kind, owner = page.get_by_label("Kind"), page.get_by_label("Owner")
    address = page.get_by_label("Web address")
    expect(owner).to_be_hidden()

    kind.select_option("link")
    expect(address).to_be_visible()
    page.get_by_label("What", exact=True).fill("Slides")
    address.fill("slides")
    page.get_by_role("button", name="Add", exact=True).click()
    expect(address).to_have_attribute("aria-invalid", "true")
    expect(address).to_be_visible()

    kind.select_option("action")
    expect(owner).to_be_visible()
    owner.fill("Wei Liu")
    page.get_by_role("button", name="Add", exact=True).click()
    expect(page.locator("#noted + ul")).to_contain_text("Slides Wei Liu")
