"""The board of the schedule editor, as a browser finds its way on it."""

from playwright.sync_api import Locator, Page, expect

SCHEDULE = "organize/schedule?day=all"
TOPIC = "Port Synnefo to Xen"


def card(page: Page, title: str = TOPIC) -> Locator:
    return page.locator(".board .card", has_text=title)


def cell_of(page: Page, title: str = TOPIC) -> str:
    return str(card(page, title).locator("xpath=..").get_attribute("id"))


def free_cell(page: Page) -> Locator:
    """Return a free place to which no rule objects; prices are shown."""
    return page.locator("td.free:has(.price:not([data-kind=no]))").first


def pick_up_with_the_mouse(page: Page) -> None:
    card(page).scroll_into_view_if_needed()
    box = card(page).bounding_box()
    assert box
    page.mouse.move(box["x"] + 30, box["y"] + 30)
    page.mouse.down()
    page.mouse.move(box["x"] + 50, box["y"] + 40)
    expect(page.locator(".board .price").first).to_be_visible()
