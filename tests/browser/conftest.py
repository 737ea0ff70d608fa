"""What a browser story can ask for: the running demonstration, and people with a Chromium each."""

import shutil
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

import pytest
from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Error,
    Page,
    ViewportSize,
    sync_playwright,
)

from tests.browser import pseudo_locale
from tests.databases import IN_CI
from tests.server.running import Demo, demo

FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
NAMES = ("chromium", "chromium-browser", "google-chrome")

WIDE: ViewportSize = {"width": 1280, "height": 900}
NARROW: ViewportSize = {"width": 390, "height": 844}

Visit = Callable[..., Page]
Look = Callable[..., Page]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark every story, so that `make test-fast` can leave them out."""
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Start Chromium; skip the stories on a machine without one."""
    found = next((path for name in NAMES if (path := shutil.which(name))), None)
    with sync_playwright() as playwright:
        try:
            chromium = playwright.chromium.launch(executable_path=found, args=list(FLAGS))
        except Error as error:
            if IN_CI:
                raise
            pytest.skip(f"NO BROWSER STORIES: Chromium cannot be started ({error.message.splitlines()[0]})")
        yield chromium
        chromium.close()


@pytest.fixture(scope="session")
def dublin_served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Demo]:
    """Serve the demonstration, once for all stories; its German is the pseudo-locale."""
    variables = pseudo_locale.variables(tmp_path_factory.mktemp("translations"))
    with demo(tmp_path_factory.mktemp("browser"), variables=variables) as running:
        yield running


@pytest.fixture(scope="session")
def sessions(browser: Browser, dublin_served: Demo) -> dict[str, object]:
    """Use each sign-in link once, as it must be, and keep the cookies that it gave."""
    kept: dict[str, object] = {}
    for name, link in (("organizer", dublin_served.organizer), ("attendee", dublin_served.attendee)):
        context = browser.new_context()
        page = context.new_page()
        page.goto(link)
        page.get_by_role("button", name="Sign in").click()
        kept[name] = context.storage_state()
        context.close()
    return kept


@pytest.fixture
def complaints() -> Iterator[list[str]]:
    """What the browser said on its console: a blocked script or style, a missing file, an error in a script.

    Anything in it fails the story.
    """
    said: list[str] = []
    yield said
    assert said == []


@pytest.fixture
def visit(
    browser: Browser, dublin_served: Demo, sessions: dict[str, object], complaints: list[str]
) -> Iterator[Visit]:
    """Open a page in a browser of its own: `visit("topics/", who="attendee", viewport=NARROW)`."""
    contexts: list[BrowserContext] = []

    def open_page(path: str = "", *, who: str | None = None, **options: object) -> Page:
        options.setdefault("viewport", WIDE)
        context = browser.new_context(storage_state=sessions[who] if who else None, **options)  # type: ignore[arg-type]  # Playwright's own options
        contexts.append(context)
        page = context.new_page()
        listen(page, complaints)
        page.goto(dublin_served.public + path)
        return page

    yield open_page
    for context in contexts:
        context.close()


@pytest.fixture(scope="session")
def windows(browser: Browser, sessions: dict[str, object]) -> Callable[[str | None, str], Page]:
    """One window for each person and language: opening a browser costs more than opening a page."""

    @cache
    def window(who: str | None, locale: str) -> Page:
        context = browser.new_context(storage_state=sessions[who] if who else None, locale=locale)  # type: ignore[arg-type]  # Playwright's own
        return context.new_page()

    return window


@pytest.fixture
def look(
    windows: Callable[[str | None, str], Page], dublin_served: Demo, complaints: list[str]
) -> Iterator[Look]:
    """Open a page just to look at it, in a window that stays: `look("mine", who="attendee")`."""
    looked: list[tuple[Page, Callable[[], None]]] = []

    def open_page(path: str, *, who: str | None = None, locale: str = "en-US") -> Page:
        page = windows(who, locale)
        looked.append((page, listen(page, complaints)))
        page.set_viewport_size(WIDE)
        page.emulate_media(color_scheme="light")
        page.goto(dublin_served.public + path)
        return page

    yield open_page
    for page, stop_listening in looked:
        # What a page does after its test is over is no complaint of the next.
        page.goto("about:blank")
        stop_listening()


def wait_until(page: Page, condition: str, arg: object = None) -> None:
    """Wait until an asynchronous function of JavaScript says yes, for at most ten seconds.

    `Page.wait_for_function` calls such a function once and takes its promise for a yes.
    """
    page.evaluate(
        f"""async (arg) => {{
            const holds = {condition};
            for (let tries = 0; !(await holds(arg)); tries += 1) {{
                if (tries === 200) throw new Error("It never came true.");
                await new Promise((resolve) => setTimeout(resolve, 50));
            }}
        }}""",
        arg,
    )


def listen(page: Page, complaints: list[str]) -> Callable[[], None]:
    """Note what the browser complains of on this page; return what ends that."""

    def note(message: ConsoleMessage) -> None:
        # A page that is refused on purpose is no complaint; anything that it loads is.
        is_the_page = message.page is not None and message.location["url"] == message.page.url
        # So is a network that a story cuts off.
        is_offline = "ERR_INTERNET_DISCONNECTED" in message.text
        # So is a change that somebody else was faster with.
        is_overtaken = "status of 409" in message.text
        is_expected = is_the_page or is_offline or is_overtaken
        if message.type in ("error", "warning") and not is_expected:
            complaints.append(message.text)

    def note_error(error: Error) -> None:
        complaints.append(str(error))

    def stop() -> None:
        page.remove_listener("console", note)
        page.remove_listener("pageerror", note_error)

    page.on("console", note)
    page.on("pageerror", note_error)
    return stop
