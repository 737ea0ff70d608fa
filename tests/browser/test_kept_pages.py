"""Pages kept on the device: a screen after a power cut, and a server that is slow or away."""

import os
import re
import signal
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import wait_until
from tests.server.running import Demo, demo

IS_KEPT = """async (path) => {
    const pages = await (await caches.open("pages")).keys();
    const kept = new Set();
    for (const name of await caches.keys())
        for (const { url } of await (await caches.open(name)).keys()) kept.add(url);
    const parts = performance.getEntriesByType("resource").map(({ name }) => name);
    return navigator.serviceWorker.controller?.state === "activated"
        && pages.some(({ url }) => new URL(url).pathname === path)
        && parts.filter((url) => /\\.(js|css)\\b/.test(url)).every((url) => kept.has(url));
}"""
TOPIC = "topics/3-xen-on-arm-portathon"


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Demo]:
    with demo(tmp_path_factory.mktemp("kept"), clock="2013-05-16T11:40+01:00") as running:
        yield running


@pytest.fixture
def visitor(browser: Browser, served: Demo) -> Iterator[Page]:
    """Open a topic on a device that keeps it."""
    context = browser.new_context()
    page = context.new_page()
    page.goto(served.public + TOPIC)
    wait_until(page, IS_KEPT, arg=f"/dublin-2013/{TOPIC}")
    yield page
    context.close()


@pytest.mark.parametrize("path", ["screen", "screen/dodder"])
def test_a_screen_comes_back_after_a_power_cut_without_a_network(
    browser: Browser, served: Demo, path: str
) -> None:
    context = browser.new_context(viewport={"width": 1920, "height": 1080})
    screen = context.new_page()
    # Nothing else was ever opened on this device.
    screen.goto(served.public + path)
    shown = screen.locator("[data-scene]:visible").inner_text()
    wait_until(screen, IS_KEPT, arg=f"/dublin-2013/{path}")
    context.set_offline(True)
    lose_memory(screen)

    screen = context.new_page()
    screen.goto(served.public + path)

    scene = screen.locator("[data-scene]:visible")
    expect(scene).to_have_count(1)
    assert first_line(scene.inner_text()) == first_line(shown)
    expect(screen.get_by_text("No connection. Times may have changed.")).to_be_visible()
    title = screen.locator("h1:visible").first
    assert title.evaluate("(title) => parseFloat(getComputedStyle(title).fontSize)") > 40  # it has its styles
    context.close()


def lose_memory(page: Page) -> None:
    """End what a device loses with its power: its page, its running worker, and what it needn't have kept."""
    devtools = page.context.new_cdp_session(page)
    devtools.send("Network.clearBrowserCache")
    devtools.send("ServiceWorker.enable")
    devtools.send("ServiceWorker.stopAllWorkers")
    page.close()


def first_line(text: str) -> str:
    """Return what a scene begins with, without its countdown."""
    return re.sub(r"\d+", "", text.strip().splitlines()[0])


def test_a_slow_server_is_called_slow_and_its_page_is_taken_when_it_comes(
    visitor: Page, served: Demo
) -> None:
    os.killpg(served.process.pid, signal.SIGSTOP)
    try:
        visitor.reload()
        expect(
            visitor.get_by_text(re.compile("^The server is slow to answer. This page is from "))
        ).to_be_visible()
        expect(visitor.get_by_text("You are offline")).to_have_count(0)
    finally:
        os.killpg(served.process.pid, signal.SIGCONT)

    expect(visitor.locator("[data-since]")).to_have_count(0)
    expect(visitor.locator(".stale")).to_be_hidden()


def test_a_page_in_use_is_not_replaced_until_asked(visitor: Page, served: Demo) -> None:
    visitor.goto(served.public + "topics/")
    wait_until(visitor, IS_KEPT, arg="/dublin-2013/topics/")
    os.killpg(served.process.pid, signal.SIGSTOP)
    try:
        visitor.reload()
        visitor.get_by_role("searchbox").first.fill("arm")
    finally:
        os.killpg(served.process.pid, signal.SIGCONT)

    expect(visitor.get_by_text("A newer version of this page has arrived.")).to_be_visible()
    expect(visitor.get_by_role("searchbox").first).to_have_value("arm")
    visitor.get_by_role("button", name="Show it").click()
    expect(visitor.locator("[data-since]")).to_have_count(0)


def test_a_late_answer_from_before_a_vote_is_not_shown_after_it(browser: Browser, served: Demo) -> None:
    context = browser.new_context()
    page = context.new_page()
    page.goto(served.attendee)
    page.get_by_role("button", name="Sign in").click()
    page.goto(served.public + "topics/")
    wait_until(page, IS_KEPT, arg="/dublin-2013/topics/")
    os.killpg(served.process.pid, signal.SIGSTOP)
    try:
        page.reload()
        page.get_by_role("searchbox").first.fill("arm")
    finally:
        os.killpg(served.process.pid, signal.SIGCONT)
    expect(page.get_by_text("A newer version of this page has arrived.")).to_be_visible()

    votes = page.locator("button[aria-pressed=false]")
    choice = votes.first.evaluate("(button) => [button.form.action, button.value]")
    with page.expect_response(lambda answer: answer.request.method == "POST" and answer.ok):
        votes.first.click()
    page.goto(served.public + "topics/")

    pressed = page.locator("button[aria-pressed=true]")
    assert choice in pressed.evaluate_all("(all) => all.map((button) => [button.form.action, button.value])")
    context.close()


def test_a_server_that_is_away_is_not_called_offline(visitor: Page, served: Demo) -> None:
    served.kill()
    visitor.reload()

    expect(
        visitor.get_by_text(re.compile("^The server cannot be reached. This page is from "))
    ).to_be_visible()
    expect(visitor.get_by_role("heading", level=1)).to_contain_text("ARM")
