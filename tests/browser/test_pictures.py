"""The pictures of the guides: each is taken from a page that still works.

`make pictures` writes them to docs/pictures/; look at the difference before you commit. Without `--pictures`
they are taken and thrown away.
"""

import io
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal

import pytest
from PIL import Image
from playwright.sync_api import Browser, Page, StorageState, ViewportSize, expect

from tests.server.running import Demo, demo

pytestmark = pytest.mark.long

DOCS = Path(__file__).parents[2] / "docs"
WINDOW: ViewportSize = {"width": 1000, "height": 720}
PHONE: ViewportSize = {"width": 390, "height": 780}
BEFORE, DURING = "", "2013-05-16T11:40+01:00"
"""Where the clock of a demonstration starts: today, or in the middle of the event."""

WIKI_PAGE = """= Gull Hackathon =

16-17 May 2027, Dublin

== Topics ==

=== Port the scheduler to Arm ===

Technical contact: Nora Bay, Harbour Ltd

Make it run on two boards, and write down what is missing.

=== A faster build ===

Technical contact: Tom Reed

Half of the time goes into one library.

=== Your project here ===

== Attendees ==

* Nora Bay
* Tom Reed
* Ada Finch

== Getting there ==

Take the tram to the harbour.
"""


@dataclass(frozen=True, kw_only=True)
class Picture:
    """A page, who looks at it, in a window of what size, and what they do first."""

    path: str
    who: Literal["organizer", "attendee", "anyone"] = "organizer"
    window: ViewportSize
    clock: str = BEFORE
    first: Callable[[Page], None] | None = None


def check_the_wiki_page(page: Page) -> None:
    page.get_by_label("Text of the page").fill(WIKI_PAGE)
    page.get_by_role("button", name="Check the page").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(re.compile("Check"))


def say_that_a_session_is_late(page: Page) -> None:
    page.get_by_role("link", name=re.compile("Running late")).first.click()


PICTURES = {
    "agenda": Picture(path="agenda/", who="anyone", window=WINDOW),
    "topics": Picture(path="topics/", who="attendee", window=WINDOW),
    "vote": Picture(path="topics/2", who="attendee", window=PHONE),
    "my-agenda": Picture(path="mine", who="attendee", window=PHONE),
    "overview": Picture(path="organize/", window=WINDOW),
    "import": Picture(path="organize/import", window=WINDOW, first=check_the_wiki_page),
    "organize-topics": Picture(path="organize/topics", window=WINDOW),
    "readiness": Picture(path="organize/readiness", window=WINDOW),
    "people": Picture(path="organize/people", window=WINDOW),
    "invitations": Picture(path="organize/people/invitations", window=WINDOW),
    "messages": Picture(path="organize/messages/new", window=WINDOW),
    "rooms": Picture(path="organize/rooms", window=WINDOW),
    "schedule": Picture(path="organize/schedule", window={"width": 1280, "height": 800}),
    "planner": Picture(path="organize/schedule?panel=planner", window=WINDOW),
    "what-if": Picture(path="organize/plan/what-if", window=WINDOW),
    "prices": Picture(path="organize/schedule/sessions/3", window=WINDOW),
    "publish": Picture(path="organize/schedule?panel=publish", window=WINDOW),
    "subscribe": Picture(path="subscribe", who="anyone", window=WINDOW),
    "now": Picture(path="now", who="attendee", window=PHONE, clock=DURING),
    "day": Picture(path="organize/on-the-day", window=WINDOW, clock=DURING),
    "late": Picture(path="organize/on-the-day", window=PHONE, clock=DURING, first=say_that_a_session_is_late),
    "pitches": Picture(path="pitches", window=WINDOW, clock=DURING),
    "screen": Picture(path="screen", who="anyone", window={"width": 1280, "height": 720}, clock=DURING),
    "report": Picture(path="report", window=WINDOW, clock=DURING),
    "settings": Picture(path="organize/settings", window=WINDOW),
}
"""The pictures by the names of their files."""

Served = Callable[[str], tuple[Demo, dict[str, StorageState | None]]]


@pytest.fixture(scope="module")
def served(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """Serve a demonstration for each clock, when it is first needed, and sign in at it."""
    running = []

    @cache
    def serve(clock: str) -> tuple[Demo, dict[str, StorageState | None]]:
        manager = demo(tmp_path_factory.mktemp("pictures"), clock=clock)
        found = manager.__enter__()
        running.append(manager)
        links = {"organizer": found.organizer, "attendee": found.attendee}
        return found, {"anyone": None, **{who: _signed_in(browser, link) for who, link in links.items()}}

    yield serve
    for manager in running:
        manager.__exit__(None, None, None)


def _signed_in(browser: Browser, link: str) -> StorageState:
    context = browser.new_context()
    page = context.new_page()
    page.goto(link)
    page.get_by_role("button", name="Sign in").click()
    state = context.storage_state()
    context.close()
    return state


@pytest.mark.parametrize("name", PICTURES)
def test_the_page_of_a_picture_is_there(
    name: str, browser: Browser, served: Served, request: pytest.FixtureRequest
) -> None:
    picture = PICTURES[name]
    place, sessions = served(picture.clock)
    context = browser.new_context(
        storage_state=sessions[picture.who], viewport=picture.window, color_scheme="light", locale="en-GB"
    )
    page = context.new_page()
    answer = page.goto(place.public + picture.path)
    assert answer is not None
    assert answer.ok
    if picture.first:
        picture.first(page)

    image = Image.open(io.BytesIO(page.screenshot()))

    assert len(image.getcolors(1 << 24) or ()) > 16, "the page is empty"
    if folder := request.config.getoption("--pictures"):
        image.save(Path(folder) / f"{name}.webp", quality=80, method=6)
    context.close()


def test_the_guides_show_these_pictures_and_no_others() -> None:
    shown = {
        name
        for document in DOCS.rglob("*.md")
        for name in re.findall(r"pictures/([\w-]+)\.webp", document.read_text())
    }
    kept = {file.stem for file in (DOCS / "pictures").glob("*.webp")}

    assert shown == kept == set(PICTURES)
