"""Topics and their review in a browser: a draft that keeps itself, a quotation, a comment ticked off."""

import re

from playwright.sync_api import expect

from tests.browser.conftest import NARROW, Visit


def test_what_is_written_is_kept_by_itself_and_stands_there_on_return(visit: Visit) -> None:
    page = visit("topics/new", who="attendee", viewport=NARROW)
    page.get_by_label("Title", exact=True).fill("One more portathon")
    expect(page.get_by_text(re.compile(r"Draft saved at \d\d:\d\d"))).to_be_visible()
    expect(page.get_by_role("link", name="Portathon")).to_be_visible()

    again = visit("topics/new", who="attendee", viewport=NARROW)
    expect(again.get_by_label("Title", exact=True)).to_have_value("One more portathon")
    again.get_by_role("button", name="Discard draft").click()
    expect(again.get_by_label("Title", exact=True)).to_have_value("")


def test_a_comment_is_quoted_and_ticked_off_without_a_script(visit: Visit) -> None:
    page = visit("topics/5", who="organizer", java_script_enabled=False)
    page.get_by_label("Your comment").fill("Which manual?")
    page.get_by_role("button", name="Send comment").click()
    page.locator(".comment", has_text="Which manual?").get_by_role("link", name="Quote").click()
    expect(page.get_by_label("Your comment")).to_have_value("> Which manual?\n\n")
    page.get_by_label("Your comment").fill("> Which manual?\n\nThe thick one.")
    page.get_by_role("button", name="Send comment").click()

    thread = page.locator(".thread", has_text="The thick one.")
    expect(thread.locator("blockquote")).to_have_text("Which manual?")
    thread.get_by_role("button", name="Mark as resolved").click()
    expect(page.get_by_text("0 open comments · 1 resolved")).to_be_visible()
    expect(page.get_by_text("The thick one.")).to_be_hidden()
