"""Takes the pictures of the guides: `make pictures`.

Starts the demonstration in a temporary folder, opens each page in Chromium (from the PATH), and writes it to
docs/pictures/ as WebP. Run it again when pages have changed, and look at the difference before you commit.
"""

import io
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from PIL import Image
from playwright.sync_api import Browser, StorageState, sync_playwright

PICTURES = Path(__file__).parents[1] / "pictures"
BROWSERS = ("chromium", "chromium-browser", "google-chrome")
FLAGS = ("--no-sandbox", "--disable-gpu", "--hide-scrollbars", "--font-render-hinting=none")
ADDRESS = re.compile(r"http://127\.0\.0\.1:\d+/\S+")
WIDE = (1000, 720)
PHONE = (390, 780)


@dataclass(frozen=True, kw_only=True)
class Picture:
    """One picture: the page, who looks at it, and how large the window is."""

    name: str
    page: str
    seen_by: Literal["organizer", "attendee", "anyone"]
    size: tuple[int, int] = WIDE


SHOWN = (
    Picture(name="agenda", page="agenda/", seen_by="anyone"),
    Picture(name="topics", page="topics/", seen_by="attendee"),
    Picture(name="vote", page="topics/2", seen_by="attendee", size=PHONE),
    Picture(name="my-agenda", page="mine", seen_by="attendee", size=PHONE),
    Picture(name="organize", page="organize/", seen_by="organizer"),
    Picture(name="organize-topics", page="organize/topics", seen_by="organizer"),
    Picture(name="people", page="organize/people", seen_by="organizer"),
    Picture(name="rooms", page="organize/rooms", seen_by="organizer"),
    Picture(name="plan", page="organize/schedule", seen_by="organizer"),
    Picture(name="what-if", page="organize/plan/what-if", seen_by="organizer"),
    Picture(name="day", page="organize/on-the-day", seen_by="organizer"),
    Picture(name="import", page="organize/import", seen_by="organizer"),
)


def main() -> None:
    """Take every picture, or those whose names are given."""
    wanted = set(sys.argv[1:]) or {picture.name for picture in SHOWN}
    PICTURES.mkdir(exist_ok=True)
    browser_path = next((path for name in BROWSERS if (path := shutil.which(name))), None)
    with (
        tempfile.TemporaryDirectory() as folder,
        served_demo(folder) as (home, links),
        sync_playwright() as playwright,
    ):
        browser = playwright.chromium.launch(executable_path=browser_path, args=list(FLAGS))
        sessions = {who: signed_in(browser, link) for who, link in links.items()}
        for picture in SHOWN:
            if picture.name in wanted:
                take(browser, picture, home + picture.page, sessions.get(picture.seen_by))
        browser.close()


@contextmanager
def served_demo(folder: str) -> Iterator[tuple[str, dict[str, str]]]:
    """Serve the demonstration; yields the event's address, and the sign-in links by role."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    process = subprocess.Popen(  # noqa: S603 -- our own command
        [sys.executable, "-m", "hackathon", "demo", "--port", str(port)],
        env={**os.environ, "HACKATHON_INSTANCE": folder, "PYTHONUNBUFFERED": "1"},
        stdout=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    try:
        output = ""
        for line in process.stdout or ():
            output += line
            if "Serving" in line:
                break
        home, organizer, attendee = ADDRESS.findall(output)
        yield home, {"organizer": organizer, "attendee": attendee}
    finally:
        os.killpg(process.pid, signal.SIGINT)
        process.wait(timeout=60)


def signed_in(browser: Browser, link: str) -> StorageState:
    """Use a sign-in link and return the cookies that it gave."""
    context = browser.new_context()
    page = context.new_page()
    page.goto(link)
    page.get_by_role("button", name="Sign in").click()
    state = context.storage_state()
    context.close()
    return state


def take(browser: Browser, picture: Picture, address: str, session: StorageState | None) -> None:
    """Take one picture of the top of a page."""
    width, height = picture.size
    context = browser.new_context(
        storage_state=session, viewport={"width": width, "height": height}, color_scheme="light"
    )
    page = context.new_page()
    answer = page.goto(address)
    if answer is None or not answer.ok:
        sys.exit(f"{picture.name}: {address} answers {answer.status if answer else 'nothing'}")
    image = Image.open(io.BytesIO(page.screenshot()))
    file = PICTURES / f"{picture.name}.webp"
    image.save(file, quality=80, method=6)
    print(f"{file.name}: {file.stat().st_size // 1024} kB")  # noqa: T201 -- says what it does
    context.close()


if __name__ == "__main__":
    main()
