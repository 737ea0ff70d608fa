"""The schedule editor in a browser: blocks, a finger that presses long, ends of slots, two at once."""

import re

from playwright.sync_api import CDPSession, Locator, Page, expect

from tests.browser.conftest import NARROW, Visit
from tests.browser.schedule_board import SCHEDULE, TOPIC, card, cell_of, free_cell


def middle(place: Locator) -> tuple[float, float]:
    """Return the middle of something that is on the screen."""
    box = place.bounding_box()
    assert box
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def finger(page: Page) -> CDPSession:
    """Return a finger for this page: Playwright's own only taps."""
    return page.context.new_cdp_session(page)


def touch(finger: CDPSession, kind: str, *points: tuple[float, float]) -> None:
    finger.send(
        "Input.dispatchTouchEvent",
        {"type": f"touch{kind}", "touchPoints": [{"x": x, "y": y} for x, y in points]},
    )


def undo(page: Page, times: int = 1) -> None:
    for _ in range(times):
        page.keyboard.press("Control+z")
        expect(page.locator("#schedule-live")).to_contain_text("Undone")


def test_a_mouse_drags_several_selected_sessions_as_one_block(visit: Visit) -> None:
    page = visit(SCHEDULE, who="organizer")
    cards = page.locator(".board .card:not([data-fixed], [data-plenary])")
    titles = [str(cards.nth(number).get_attribute("data-title")) for number in (0, 1)]
    before = [cell_of(page, title) for title in titles]
    for title in titles:
        card(page, title).click(modifiers=["Shift"])

    x, y = middle(card(page, titles[0]))
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + 8, y + 8)
    expect(page.locator("[data-block-target]")).to_have_count(2)
    # On what is not selected they don't fit, and outside of the grid they are where they were.
    page.mouse.move(300, 20, steps=2)
    page.mouse.up()
    expect(page.locator("[data-block-target]")).to_have_count(0)
    assert [cell_of(page, title) for title in titles] == before

    x, y = middle(card(page, titles[0]))
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(*middle(card(page, titles[1])), steps=4)
    expect(page.locator("#said-bar")).to_contain_text(re.compile("2 sessions (→|don.t all fit)"))
    page.mouse.up()
    page.keyboard.press("Escape")


ROWS = """() => [...document.querySelectorAll(".board tr[data-slot]:not([data-past])")].map((row) =>
  [...row.cells].filter((cell) => cell.dataset.room).map((cell) => {
    const card = cell.querySelector(".card:not([data-fixed], [data-plenary])");
    const isWhole = cell.rowSpan > 1 || cell.colSpan > 1;
    return { id: cell.id, room: cell.dataset.room, title: isWhole ? null : (card?.dataset.title ?? null) };
  }))"""
"""The cells of each slot, with the title of a session of one slot that can be moved."""


def two_rows(page: Page) -> list[tuple[dict[str, str], dict[str, str]]]:
    """Return two sessions of one slot, each with the one in the same room of another slot."""
    rows = [{cell["room"]: cell for cell in row if cell["title"]} for row in page.evaluate(ROWS)]
    for above in rows:
        for below in reversed(rows):
            rooms = sorted(above.keys() & below.keys())
            if above is not below and len(rooms) > 1:
                return [(above[room], below[room]) for room in rooms[:2]]
    raise AssertionError("no two slots have two sessions each in the same rooms")


def test_a_block_that_is_dropped_moves_as_one_step(visit: Visit) -> None:
    page = visit(SCHEDULE, who="organizer")
    pairs = two_rows(page)
    for _, target in pairs:
        page.locator(f"#{target['id']}").focus()
        page.keyboard.press("Delete")
        expect(page.locator("#tray")).to_contain_text(target["title"])
    for source, _ in pairs:
        card(page, source["title"]).click(modifiers=["Shift"])

    x, y = middle(card(page, pairs[0][0]["title"]))
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + 8, y + 8)
    expect(page.locator("[data-block-target]")).to_have_count(2)
    page.locator(f"#{pairs[0][1]['id']}").evaluate("cell => cell.scrollIntoView({block: 'center'})")
    page.mouse.move(*middle(page.locator(f"#{pairs[0][1]['id']}")), steps=4)
    for _, target in pairs:
        expect(page.locator(f"#{target['id']}[data-block-target]")).to_be_visible()
    page.mouse.up()

    for source, target in pairs:
        expect(page.locator(f"#{target['id']}")).to_contain_text(source["title"])
        expect(page.locator(f"#{source['id']} .card")).to_have_count(0)
    # The whole block goes back in one step, then what was in its way.
    undo(page)
    for source, target in pairs:
        expect(page.locator(f"#{source['id']}")).to_contain_text(source["title"])
        expect(page.locator(f"#{target['id']} .card")).to_have_count(0)
    for _, target in reversed(pairs):
        page.keyboard.press("Control+z")
        expect(page.locator(f"#{target['id']}")).to_contain_text(target["title"])


def test_a_long_press_picks_up_and_a_swipe_scrolls(visit: Visit) -> None:
    page = visit(SCHEDULE, who="organizer", viewport=NARROW, has_touch=True)
    before = cell_of(page)
    card(page).scroll_into_view_if_needed()
    x, y = middle(card(page))
    hand = finger(page)

    touch(hand, "Start", (x, y))
    touch(hand, "Move", (x, y - 60))
    page.wait_for_timeout(500)
    expect(page.locator(".held")).to_have_count(0)
    touch(hand, "End")
    # A tap is no long press: it opens the sheet, and nothing is held.
    card(page).scroll_into_view_if_needed()
    touch(hand, "Start", middle(card(page)))
    touch(hand, "End")
    page.wait_for_timeout(500)
    expect(page.locator(".held")).to_have_count(0)
    if page.locator("#session-sheet").is_visible():
        page.keyboard.press("Escape")
    # A second finger ends what the first began: the session is where it was.
    card(page).scroll_into_view_if_needed()
    x, y = middle(card(page))
    touch(hand, "Start", (x, y))
    expect(page.locator(".held")).to_be_visible()
    touch(hand, "Cancel")
    expect(page.locator(".held")).to_have_count(0)
    assert cell_of(page) == before

    card(page).scroll_into_view_if_needed()
    x, y = middle(card(page))
    touch(hand, "Start", (x, y))
    expect(page.locator(".held")).to_be_visible()
    expect(page.locator("#drop-bar")).to_contain_text("Best:")
    target = free_cell(page)
    target.evaluate("cell => cell.scrollIntoView({block: 'center'})")
    for _ in range(2):
        touch(hand, "Move", middle(target))
        page.wait_for_timeout(100)
    expect(page.locator("[data-target]")).to_be_visible()
    touch(hand, "End")

    expect(page.locator("#said-bar")).to_contain_text(re.compile("moved to|swapped places"))
    assert cell_of(page) != before
    page.get_by_role("button", name="Undo").tap()
    expect(page.locator(f"#{before}")).to_contain_text(TOPIC)


def test_the_end_of_a_slot_is_dragged_and_what_follows_moves_along(visit: Visit) -> None:
    page = visit(SCHEDULE, who="organizer")
    handle = page.locator(".slot-end").last
    row = handle.locator("xpath=ancestor::tr")
    place = str(row.get_attribute("id"))
    ends = str(handle.get_attribute("data-ends"))
    handle.scroll_into_view_if_needed()

    x, y = middle(handle)
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x, y - 30, steps=4)
    expect(page.locator("#said-bar")).to_contain_text("minutes")
    page.mouse.up()
    expect(page.locator("#said-bar")).to_contain_text("Slot saved.")
    expect(page.locator(f"#{place} .slot-end")).not_to_have_attribute("data-ends", ends)

    # The same by keyboard, in the panel that the time opens.
    page.locator(f"#{place} th a").focus()
    page.keyboard.press("Enter")
    page.locator("#panel").get_by_label("Ends at").fill(ends)
    page.locator("#panel").get_by_role("button", name="Save").click()
    expect(page.locator(f"#{place} .slot-end")).to_have_attribute("data-ends", ends)


def allowed(page: Page, title: str) -> set[str]:
    """Return the free cells to which no rule objects, as they are shown while the session is held."""
    page.locator(f"#{cell_of(page, title)}").focus()
    page.keyboard.press("m")
    expect(page.locator("#drop-bar")).to_contain_text("Best:")
    found = page.locator("td.free:has(.price:not([data-kind=no]))")
    expect(found.first).to_be_attached()
    cells = set(found.evaluate_all("cells => cells.map((cell) => cell.id)"))
    page.keyboard.press("Escape")
    return cells


def test_two_drops_on_one_cell_at_once_are_one_move_and_one_question(visit: Visit) -> None:
    first, second = visit(SCHEDULE, who="organizer"), visit(SCHEDULE, who="organizer")
    for page in (first, second):
        page.route("**/schedule/state*", lambda route: route.fulfill(status=204))
    before = cell_of(first)
    titles = first.locator(f".board .card:not([data-fixed], [data-title='{TOPIC}'])")
    for number in range(titles.count()):
        other = str(titles.nth(number).get_attribute("data-title"))
        common = sorted(allowed(first, TOPIC) & allowed(second, other))
        if common:
            break
    place = common[0]

    for page, title in ((first, TOPIC), (second, other)):
        card(page, title).scroll_into_view_if_needed()
        x, y = middle(card(page, title))
        page.mouse.move(x, y)
        page.mouse.down()
        page.mouse.move(x + 10, y + 10)
        expect(page.locator("td.free .price").first).to_be_attached()
        page.locator(f"#{place}").evaluate("cell => cell.scrollIntoView({block: 'center'})")
        page.mouse.move(*middle(page.locator(f"#{place}")), steps=3)
        expect(page.locator(f"#{place}[data-target]")).to_be_visible()
    first.mouse.up()
    expect(first.locator("#said-bar")).to_contain_text("moved to")
    second.mouse.up()

    expect(second.locator("#said-bar")).to_contain_text(re.compile("in the meantime|Swap the two"))
    expect(second.locator(f"#{place}")).to_contain_text(TOPIC)
    undo(first)
    assert cell_of(first) == before
