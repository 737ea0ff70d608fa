"""The schedule editor in a browser: by mouse, keyboard and touch, with two organizers, without a script."""

import re

from playwright.sync_api import expect

from tests.browser.conftest import NARROW, WIDE, Visit
from tests.browser.schedule_board import SCHEDULE, TOPIC, card, cell_of, free_cell, pick_up_with_the_mouse


def test_a_mouse_drags_a_session_to_a_priced_place_and_undo_takes_it_back(visit: Visit) -> None:
    page = visit(SCHEDULE, who="organizer")
    before = cell_of(page)

    pick_up_with_the_mouse(page)
    target = free_cell(page)
    place = target.get_attribute("id")
    target.scroll_into_view_if_needed()
    box = target.bounding_box()
    assert box
    page.mouse.move(box["x"] + 40, box["y"] + 30, steps=3)
    expect(page.locator("#drop-bar")).to_contain_text(TOPIC)
    page.mouse.up()

    expect(page.locator("#said-bar")).to_contain_text("moved to")
    assert cell_of(page) == place
    page.keyboard.press("Control+z")
    expect(page.locator("#said-bar")).to_contain_text("Undone")
    expect(page.locator(f"#{before}")).to_contain_text(TOPIC)
    page.reload()
    assert cell_of(page) == before


def test_a_session_dropped_outside_the_grid_stays_where_it_was(visit: Visit) -> None:
    page = visit(SCHEDULE, who="organizer")
    before = cell_of(page)

    pick_up_with_the_mouse(page)
    page.mouse.move(300, 20, steps=3)
    page.mouse.up()

    expect(page.locator(".board .price")).to_have_count(0)
    assert cell_of(page) == before


def test_the_keyboard_alone_finds_moves_pins_and_leaves_out(visit: Visit) -> None:
    page = visit(SCHEDULE, who="organizer")
    before = cell_of(page)

    page.keyboard.press("/")
    page.keyboard.type("synnefo")
    page.keyboard.press("Enter")
    expect(page.locator(f"#{before}")).to_be_focused()
    page.keyboard.press("m")
    expect(page.locator("#drop-bar")).to_contain_text("Best:")
    page.keyboard.press("b")
    page.keyboard.press("Enter")
    expect(page.locator("#schedule-live")).to_contain_text(re.compile("moved to|swapped places"))
    after = cell_of(page)
    assert after != before
    expect(page.locator(f"#{after}")).to_be_focused()

    page.keyboard.press("p")
    expect(card(page)).to_contain_text("Pinned")
    page.keyboard.press("Delete")
    expect(page.locator("#tray")).to_contain_text(TOPIC)
    for _ in range(3):
        page.keyboard.press("Control+z")
        expect(page.locator("#schedule-live")).to_contain_text("Undone")
    expect(page.locator(f"#{before}")).to_contain_text(TOPIC)


def test_several_sessions_are_selected_moved_pinned_and_left_out_by_keyboard(visit: Visit) -> None:
    page = visit(SCHEDULE, who="organizer")
    cards = page.locator(".board .card:not([data-fixed], [data-plenary])")
    titles = [str(cards.nth(number).get_attribute("data-title")) for number in (0, 1)]
    before = [cell_of(page, title) for title in titles]

    card(page, titles[0]).click(modifiers=["Shift"])
    card(page, titles[1]).click(modifiers=["Shift"])
    expect(page.locator("#said-bar")).to_contain_text("2 sessions selected")
    page.keyboard.press("p")
    expect(page.locator("#schedule-live")).to_contain_text("2 changes made")
    expect(card(page, titles[1])).to_contain_text("Pinned")
    card(page, titles[0]).click(modifiers=["Shift"])
    card(page, titles[1]).click(modifiers=["Shift"])
    page.keyboard.press("m")
    page.keyboard.press("ArrowDown")
    expect(page.locator("#said-bar")).to_contain_text(re.compile("2 sessions (→|don.t all fit)"))
    page.keyboard.press("Escape")
    page.keyboard.press("Delete")
    expect(page.locator("#tray")).to_contain_text(titles[0])
    expect(page.locator("#tray")).to_contain_text(titles[1])

    for _ in range(2):
        page.keyboard.press("Control+z")
        expect(page.locator("#schedule-live")).to_contain_text("Undone")
    expect(page.locator(f"#{before[0]}")).to_contain_text(titles[0])
    assert [cell_of(page, title) for title in titles] == before


def test_a_finger_scrolls_and_the_sheet_of_a_session_moves_it(visit: Visit) -> None:
    page = visit(SCHEDULE, who="organizer", viewport=NARROW, has_touch=True)
    before = cell_of(page)

    card(page).get_by_role("link").tap()
    sheet = page.get_by_role("dialog")
    expect(sheet).to_contain_text("Best:")
    sheet.get_by_role("button", name=re.compile("^Move ")).first.tap()
    expect(sheet).to_contain_text("Best places first")
    sheet.locator("li:not([data-kind=no]) button").first.tap()

    expect(page.locator("#said-bar")).to_contain_text(re.compile("moved to|swapped places"))
    assert cell_of(page) != before
    page.get_by_role("button", name="Undo").tap()
    expect(page.locator(f"#{before}")).to_contain_text(TOPIC)


def test_two_organizers_see_each_other_and_a_stale_move_asks_first(visit: Visit) -> None:
    first, second = visit(SCHEDULE, who="organizer"), visit(SCHEDULE, who="organizer")
    before = cell_of(first)
    # The second browser asks for nothing new, as one whose network is slow.
    second.route("**/schedule/state*", lambda route: route.fulfill(status=204))

    first.locator(f"#{before}").focus()
    first.keyboard.press("Delete")
    expect(first.locator("#tray")).to_contain_text(TOPIC)
    first.get_by_role("link", name=re.compile("^Publish")).first.click()
    note = first.get_by_label(re.compile("What.s new"))
    note.fill("Not sent yet")
    second.locator(f"#{before}").focus()
    second.keyboard.press("m")
    expect(second.locator("#drop-bar")).to_contain_text("Best:")
    second.keyboard.press("b")
    second.keyboard.press("Enter")

    expect(second.locator("#said-bar")).to_contain_text("in the meantime")
    expect(second.locator("#tray")).to_contain_text(TOPIC)
    second.get_by_role("button", name="Move it anyway").click()
    expect(second.locator("#said-bar")).to_contain_text("moved to")
    # The first browser sees it by itself, in the panel too, and what was typed there stays.
    expect(card(first)).to_be_visible(timeout=6_000)
    expect(first.locator("#panel .changes")).to_contain_text(f"{TOPIC} moves")
    expect(note).to_have_value("Not sent yet")
    for _ in range(2):
        second.keyboard.press("Control+z")
        expect(second.locator("#schedule-live")).to_contain_text("Undone")


def test_a_move_without_a_network_is_kept_and_sent_later(visit: Visit) -> None:
    page = visit(SCHEDULE, who="organizer")
    before = cell_of(page)

    page.locator(f"#{before}").focus()
    page.context.set_offline(True)
    page.keyboard.press("Delete")
    expect(page.locator("#said-bar")).to_contain_text("kept here and sent when you are back online")
    page.context.set_offline(False)

    expect(page.locator("#tray")).to_contain_text(TOPIC, timeout=10_000)
    page.keyboard.press("Control+z")
    expect(page.locator(f"#{before}")).to_contain_text(TOPIC)


def test_a_network_that_goes_in_the_middle_of_a_drag_loses_nothing(visit: Visit) -> None:
    page = visit(SCHEDULE, who="organizer")
    before = cell_of(page)
    pick_up_with_the_mouse(page)
    target = free_cell(page)
    place = target.get_attribute("id")
    target.scroll_into_view_if_needed()
    box = target.bounding_box()
    assert box

    page.context.set_offline(True)
    page.mouse.move(box["x"] + 40, box["y"] + 30, steps=3)
    page.mouse.up()
    # It stands where it was dropped, marked as not sent yet, and survives a second change.
    expect(page.locator("#said-bar")).to_contain_text("1 change is kept here")
    expect(page.locator(f"#{place}")).to_contain_text(TOPIC)
    page.locator(f"#{place}").focus()
    page.keyboard.press("p")
    expect(page.locator("#said-bar")).to_contain_text("2 changes are kept here")
    page.context.set_offline(False)

    expect(page.locator(f"#{place} [data-pinned]")).to_contain_text(TOPIC, timeout=10_000)
    page.reload()
    expect(page.locator(f"#{place} [data-pinned]")).to_contain_text(TOPIC)
    for _ in range(2):
        page.keyboard.press("Control+z")
        expect(page.locator("#schedule-live")).to_contain_text("Undone")
    expect(page.locator(f"#{before}")).to_contain_text(TOPIC)


def test_slots_are_previewed_while_they_are_typed(visit: Visit) -> None:
    page = visit("organize/rooms/layout", who="organizer")

    page.get_by_label("Minutes per slot").fill("45")
    page.get_by_label("Minutes between slots").fill("10")
    expect(page.locator("#preview")).to_contain_text("09:55–10:40")  # noqa: RUF001 -- an en dash
    page.get_by_label("Minutes per slot").fill("")
    expect(page.locator("#preview")).to_contain_text("Please enter how long a slot is")

    plain = visit("organize/rooms/layout", who="organizer", java_script_enabled=False)
    plain.get_by_label("Minutes per slot").fill("45")
    plain.get_by_role("button", name="Preview").click()
    expect(plain.locator("#preview")).to_contain_text("09:00–09:45")  # noqa: RUF001 -- an en dash


def test_rooms_are_pasted_into_a_table_and_walked_through_by_keys(visit: Visit) -> None:
    page = visit("organize/tables/rooms", who="organizer")
    rows = page.locator("tbody tr")
    number = rows.count()

    page.locator("[name='rooms-0-name']").focus()
    page.keyboard.press("ArrowDown")
    expect(page.locator("[name='rooms-1-name']")).to_be_focused()
    first_new = page.locator("[name$='-name']").nth(number - 3)
    first_new.evaluate("""field => {
      const clipboardData = new DataTransfer();
      clipboardData.setData("text/plain", "Poddle\\t12\\tcamera\\nCamac\\t14\\nDodder 2\\t9\\nSlang\\t8\\n");
      field.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }));
    }""")
    expect(rows).to_have_count(number + 1)
    page.locator("[name='rooms-0-is_chosen']").focus()
    page.keyboard.press("Shift+ArrowDown")
    expect(page.locator("[data-number]")).to_have_text("(2)")
    page.locator("[name='rooms-0-is_chosen']").uncheck()
    page.locator("[name='rooms-1-is_chosen']").uncheck()
    page.get_by_role("button", name="Save all").click()

    expect(page.get_by_role("status").first).to_contain_text("4 rooms saved")
    for name in ("Poddle", "Camac", "Dodder 2", "Slang"):
        page.get_by_label(f"Choose {name}", exact=True).check()
    page.get_by_role("button", name="Remove …").click()
    page.get_by_role("button", name="Remove").click()
    expect(page.get_by_role("status").first).to_contain_text("4 rooms removed")

    # Topics are chosen by keys in the same way, and changed together.
    page.goto(page.url.replace("tables/rooms", "topics"))
    page.get_by_label("Choose Xen 4.3 Release Closing").focus()
    page.keyboard.press("Shift+ArrowDown")
    page.keyboard.press("Shift+ArrowDown")
    expect(page.locator("[data-number]")).to_have_text("(3)")
    page.locator("summary", has_text="Change the chosen topics").click()
    page.get_by_label("Review state").select_option("needs_review")
    page.get_by_role("button", name="Change topics").click()
    expect(page.get_by_role("status").first).to_contain_text("3 topics changed")


def test_without_a_script_a_session_moves_by_buttons(visit: Visit) -> None:
    page = visit(SCHEDULE, who="organizer", java_script_enabled=False)
    before = cell_of(page)

    card(page).get_by_role("link").click()
    page.get_by_role("button", name=re.compile("Move here|Swap")).first.click()

    expect(page.get_by_role("status").first).to_contain_text(re.compile("moved to|swapped places"))
    page.goto(page.url + "?day=all")
    assert cell_of(page) != before
    page.get_by_role("button", name="Undo").first.click()
    expect(page.get_by_role("status").first).to_contain_text("Undone")


def test_a_panel_that_is_long_scrolls_by_itself(visit: Visit) -> None:
    page = visit(f"{SCHEDULE}&panel=calculation", who="organizer")

    panel = page.locator(".side-panel")
    assert panel.evaluate("(panel) => panel.scrollHeight > panel.clientHeight")
    assert page.evaluate("document.documentElement.scrollHeight") == WIDE["height"]
