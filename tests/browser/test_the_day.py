"""A day of the event: an open page follows what organizers publish, and everything is read offline."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Locator, Page, StorageState, expect

from tests.browser.conftest import NARROW, WIDE, wait_until
from tests.server.running import Demo, demo

DURING_THE_MORNING = "2013-05-16T11:40+01:00"


@pytest.fixture(scope="module")
def on_the_day(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Demo]:
    """Serve the demonstration on the first of its days."""
    with demo(tmp_path_factory.mktemp("day"), clock=DURING_THE_MORNING) as running:
        yield running


@pytest.fixture(scope="module")
def organizing(browser: Browser, on_the_day: Demo) -> StorageState:
    """Sign the organizer in, once: the link works only once."""
    return signed_in(browser, on_the_day.organizer).context.storage_state()


def signed_in(browser: Browser, link: str, **options: object) -> Page:
    page = browser.new_context(**options).new_page()  # type: ignore[arg-type]  # Playwright's own options
    page.goto(link)
    page.get_by_role("button", name="Sign in").click()
    return page


def test_a_delay_reaches_an_open_page_which_is_then_read_offline_until_signing_out(
    browser: Browser, on_the_day: Demo, organizing: StorageState
) -> None:
    attendee = signed_in(browser, on_the_day.attendee, viewport=NARROW)
    attendee.goto(on_the_day.public + "now")
    expect(attendee.get_by_role("heading", name="Now and next")).to_be_in_viewport()
    assert attendee.locator(".next-card .place").first.bounding_box()["y"] < 400  # type: ignore[index]  # it is visible
    visitor = browser.new_page()
    visitor.goto(on_the_day.public + "agenda/")

    publish_a_delay(browser, on_the_day, organizing)

    # Nobody reloads anything. The session has begun, so it ends later.
    expect(visitor.locator(".changed", has_text="Ends at 13:30")).to_be_visible(timeout=15_000)
    expect(visitor.locator("[data-news]")).to_contain_text("Ends at 13:30", timeout=1_000)
    expect(attendee.locator("[data-session] .changed").first).to_be_visible(timeout=15_000)

    attendee.goto(on_the_day.public + "mine")
    wait_until(attendee, "async () => (await caches.keys()).includes('pages')")
    wait_until(
        attendee,
        "async () => (await (await caches.open('pages')).keys())"
        ".filter(({url}) => /mine|agenda|now/.test(url)).length > 2",
    )
    attendee.context.set_offline(True)
    for path, words in (("mine", "My agenda"), ("agenda/", "Agenda"), ("now", "Now and next")):
        attendee.goto(on_the_day.public + path)
        expect(attendee.get_by_role("heading", name=words, exact=True)).to_be_visible()
        expect(attendee.get_by_text("You are offline. This page is from")).to_be_visible()
    attendee.goto(on_the_day.public + "changes/")
    expect(attendee.get_by_role("heading", name="You are offline")).to_be_visible()

    attendee.context.set_offline(False)
    expect(attendee.get_by_role("heading", name="You are offline")).to_have_count(
        0
    )  # the page itself is there
    attendee.goto(on_the_day.url + "/account")
    attendee.get_by_role("button", name=re.compile(", this device$")).click()
    wait_until(
        attendee,
        "async () => !(await (await caches.open('pages')).keys()).some(({url}) => url.endsWith('/mine'))",
    )
    attendee.context.set_offline(True)
    attendee.goto(on_the_day.public + "mine")
    expect(attendee.get_by_role("heading", name="You are offline")).to_be_visible()


def test_a_screen_asks_seldom_and_goes_on_for_hours_without_a_network(
    browser: Browser, on_the_day: Demo
) -> None:
    screen = browser.new_context(viewport={"width": 1920, "height": 1080}).new_page()
    asked: list[str] = []
    screen.on("request", lambda request: asked.append(request.url) if "/live?" in request.url else None)
    screen.clock.install()
    screen.goto(on_the_day.public + "screen")
    scene = screen.locator("[data-scene]:visible")
    expect(scene).to_contain_text("Now")

    for _thirteen_seconds in range(9):
        with screen.expect_response("**/live?*"):
            screen.clock.run_for(13_000)
    assert 9 <= len(asked) <= 12

    screen.context.set_offline(True)
    screen.clock.fast_forward("02:00:00")  # to lunch, however late a session was reported
    screen.clock.run_for(2_000)
    expect(scene).to_contain_text("Next, 14:30")

    # Back online, it goes by the clock of the server, whatever its own shows.
    screen.context.set_offline(False)
    screen.clock.run_for(125_000)
    expect(scene).to_contain_text("Now until")


def publish_a_delay(browser: Browser, on_the_day: Demo, organizing: StorageState) -> None:
    """Let an organizer say, in another window, that the first session is late."""
    organizer = browser.new_context(storage_state=organizing, viewport=WIDE).new_page()
    organizer.goto(on_the_day.public + "organize/on-the-day")
    organizer.get_by_role("link", name=re.compile("Running late")).first.click()
    organizer.get_by_text("Only this session", exact=True).click()
    organizer.get_by_role("button", name="Publish the delay").click()
    expect(organizer.get_by_text(re.compile(r"Revision \d+ published."))).to_be_visible()
    organizer.context.close()


def test_a_device_that_slept_for_a_day_asks_once_and_says_once_what_changed(
    browser: Browser, on_the_day: Demo, organizing: StorageState
) -> None:
    device = browser.new_context(viewport=NARROW).new_page()
    asked: list[str] = []
    device.clock.install()
    device.goto(on_the_day.public + "agenda/")
    expect(device.locator("[data-news]")).to_be_hidden()
    device.clock.pause_at(device.evaluate("Date.now() + 1_000"))
    publish_a_delay(browser, on_the_day, organizing)

    device.on("request", lambda request: asked.append(request.url))
    with device.expect_response("**/live?*"):
        device.clock.fast_forward("24:00:00")
    news = device.locator("[data-news]")
    expect(news).to_be_visible()
    expect(device.locator(".changed").first).to_be_visible()
    said = news.inner_text()
    live = [address for address in asked if "/live?" in address]
    assert (len(live), len(asked) <= 4) == (1, True), asked

    # Awake again it asks as always, and says nothing twice.
    for _thirteen_seconds in range(3):
        with device.expect_response("**/live?*"):
            device.clock.run_for(13_000)
    assert news.inner_text() == said
    assert len([address for address in asked if "/live?" in address]) == len(live) + 3
    device.context.close()


def test_a_page_that_nobody_looks_at_asks_once_a_minute_and_at_once_when_it_is_looked_at(
    browser: Browser, on_the_day: Demo
) -> None:
    device = browser.new_context(viewport=NARROW).new_page()
    device.add_init_script(
        "let hidden = false; Object.defineProperty(document, 'hidden', { get: () => hidden });"
        "addEventListener('look', ({ detail }) => { hidden = !detail;"
        " document.dispatchEvent(new Event('visibilitychange')); });"
    )
    asked: list[str] = []
    device.on("request", lambda request: asked.append(request.url) if "/live?" in request.url else None)
    device.clock.install()
    device.goto(on_the_day.public + "now")
    look = "is_looked_at => dispatchEvent(new CustomEvent('look', { detail: is_looked_at }))"
    device.evaluate(look, False)
    with device.expect_response("**/live?*"):
        device.clock.run_for(13_000)  # this one was due before
    asked.clear()

    for _minute in range(5):
        with device.expect_response("**/live?*"):
            device.clock.run_for(63_000)
    assert len(asked) == 5

    device.clock.run_for(20_000)
    assert len(asked) == 5
    with device.expect_response("**/live?*"):
        device.evaluate(look, True)
    device.evaluate(look, False)
    device.evaluate(look, True)
    device.clock.run_for(9_000)
    assert len(asked) == 6
    device.context.close()


def test_who_opens_a_kept_agenda_is_told_what_was_published_meanwhile(
    browser: Browser, on_the_day: Demo, organizing: StorageState
) -> None:
    phone = browser.new_context(viewport=NARROW)
    before = phone.new_page()
    before.goto(on_the_day.public + "agenda/")
    wait_until(
        before,
        "async () => (await (await caches.open('pages')).keys()).some(({url}) => url.endsWith('/agenda/'))",
    )
    before.close()
    phone.set_offline(True)
    publish_a_delay(browser, on_the_day, organizing)

    page = phone.new_page()
    page.clock.install()
    page.goto(on_the_day.public + "agenda/")
    expect(page.get_by_text("You are offline. This page is from")).to_be_visible()
    page.clock.run_for(13_000)
    expect(page.locator("[data-news]")).to_be_hidden()

    phone.set_offline(False)
    page.clock.run_for(60_000)
    expect(page.locator("[data-news]")).to_be_visible()
    expect(page.locator(".changed").first).to_be_visible()
    phone.close()


def test_everything_that_may_happen_takes_three_taps_on_a_phone(
    browser: Browser, on_the_day: Demo, organizing: StorageState
) -> None:
    phone = browser.new_context(storage_state=organizing, viewport=NARROW, has_touch=True).new_page()
    today = on_the_day.public + "organize/on-the-day"
    taps = 0

    def tap(what: Locator) -> None:
        nonlocal taps
        taps += 1
        what.tap()

    # A session that is late has not begun, so it can't overrun any more: that comes first.
    for happened in (
        "Overruns", "Swap", "Cancel session",
        "Host missing", "Running late", "Room unavailable", "Plenary now",
    ):  # fmt: skip
        phone.goto(today)
        taps = 0
        tap(phone.get_by_role("link", name=re.compile(f"^{happened}")).first)
        publish = phone.get_by_role("button", name=re.compile("^Publish"))
        expect(publish, happened).to_be_visible()
        choices = phone.locator(".late-choice:not(:has(:checked, :disabled))")
        if choices.count():
            tap(choices.first)
        tap(publish)

        expect(phone.get_by_text(re.compile(r"Revision \d+ published"))).to_be_visible()
        assert taps <= 3, happened
