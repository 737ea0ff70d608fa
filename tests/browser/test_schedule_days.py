"""A session that is held on its way to another day of the schedule."""

import re
from urllib.parse import parse_qs, urlsplit

from playwright.sync_api import Page, Route, expect

from tests.browser.conftest import Visit
from tests.browser.schedule_board import TOPIC, cell_of, pick_up_with_the_mouse


def draw_one_day_at_a_time(page: Page) -> None:
    """Answer as for an event of many cells: without the days that were not asked for."""

    def answer(route: Route) -> None:
        answered = route.fetch()
        chosen = parse_qs(urlsplit(route.request.url).query).get("day", ["2013-05-16"])[0]
        days = re.compile(r'<section class="day"\s+id="day-([\d-]+)".*?</section>', re.DOTALL)
        text = days.sub(lambda day: day[0] if day[1] == chosen else "", answered.text())
        route.fulfill(response=answered, body=text)

    page.route(re.compile(r"/organize/schedule(\?[^/]*)?$"), answer)


def test_a_held_session_goes_along_to_a_day_that_is_loaded(visit: Visit) -> None:
    page = visit("organize/schedule?day=2013-05-16", who="organizer")
    draw_one_day_at_a_time(page)
    page.reload()
    expect(page.locator("#day-2013-05-17")).to_have_count(0)
    before = cell_of(page)
    page.locator(f"#{before}").focus()
    page.keyboard.press("m")
    expect(page.locator(".board .price").first).to_be_visible()

    page.keyboard.press("2")
    expect(page.locator("#day-2013-05-17 .price").first).to_be_visible()
    expect(page.locator("#day-2013-05-16")).to_have_count(0)
    expect(page.locator("#drop-bar")).to_contain_text(TOPIC)
    page.keyboard.press("b")
    page.keyboard.press("Enter")
    expect(page.locator("#schedule-live")).to_contain_text(re.compile("moved to|swapped places"))
    expect(page.locator("#day-2013-05-17")).to_contain_text(TOPIC)
    assert "day=2013-05-17" in page.url

    page.keyboard.press("Control+z")
    expect(page.locator("#day-2013-05-17")).not_to_contain_text(TOPIC)
    page.keyboard.press("Escape")
    page.locator("a[data-day='2013-05-16']").click()
    expect(page.locator(f"#{before}")).to_contain_text(TOPIC)


def test_a_session_held_over_the_tab_of_a_day_opens_that_day(visit: Visit) -> None:
    page = visit("organize/schedule?day=2013-05-16", who="organizer")
    before = cell_of(page)
    pick_up_with_the_mouse(page)
    tab = page.locator("a[data-day='2013-05-17']").bounding_box()
    assert tab
    page.mouse.move(tab["x"] + 20, tab["y"] + 10, steps=4)
    expect(page.locator("#day-2013-05-17")).to_be_visible()
    expect(page.locator("#drop-bar")).to_contain_text(TOPIC)

    page.mouse.up()
    expect(page.locator("#drop-bar")).to_be_hidden()
    page.locator("a[data-day='2013-05-16']").click()
    expect(page.locator(f"#{before}")).to_contain_text(TOPIC)
