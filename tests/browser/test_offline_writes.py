"""Votes, answers and comments made offline: kept on the device, marked, sent once; conflicts are told."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Route, expect

from tests.browser.conftest import NARROW, wait_until
from tests.server.running import Demo, demo

ENTRIES = """() => new Promise((done) => {
    const asked = indexedDB.open("outbox", 1);
    asked.onsuccess = () => {
        const all = asked.result.transaction("outbox").objectStore("outbox").getAll();
        all.onsuccess = () => done(all.result.length);
    };
})"""
FULL = "() => { IDBObjectStore.prototype.put = () => { throw new DOMException('', 'QuotaExceededError'); }; }"
ONLY_NEXT = (
    "async () => (await caches.keys()).filter((name) => /^static-/.test(name)).join() === 'static-next'"
)
TOPIC = "topics/3-xen-on-arm-portathon"


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Demo]:
    with demo(tmp_path_factory.mktemp("offline"), clock="2013-05-16T11:40+01:00") as running:
        yield running


@pytest.fixture(scope="module")
def attendee(browser: Browser, served: Demo) -> BrowserContext:
    """Sign the attendee in, once, on one device."""
    context = browser.new_context(viewport=NARROW)
    page = context.new_page()
    page.goto(served.attendee)
    page.get_by_role("button", name="Sign in").click()
    page.close()  # another tab would send what this one keeps
    return context


@pytest.fixture
def page(attendee: BrowserContext, served: Demo) -> Iterator[Page]:
    page = attendee.new_page()
    page.goto(served.public + TOPIC)
    yield page
    attendee.set_offline(False)
    page.close()


def reload(page: Page) -> None:
    """Load the page again as the server has it: a kept one is shown while the server is slow."""
    for _ in range(20):
        page.reload()
        if page.locator("[data-since]").count() == 0:
            return


def comments(page: Page, text: str) -> int:
    reload(page)
    return page.locator("#comments, main").first.get_by_text(text, exact=True).count()


def write(page: Page, text: str) -> None:
    page.get_by_label("Your comment").fill(text)
    page.get_by_role("button", name="Send comment").click()


def test_what_is_written_offline_outlives_the_page_and_is_sent_once(page: Page, served: Demo) -> None:
    wait_until(page, "async () => (await caches.keys()).includes('pages')")
    page.context.set_offline(True)
    write(page, "Written in a tunnel.")
    expect(page.get_by_role("alert")).to_contain_text("This is kept on your device")
    page.locator("form[data-vote]").get_by_role("button", name=re.compile("Must")).click()
    expect(page.locator(".outbox")).to_contain_text("2 changes are kept on this device")

    page.goto(served.public + TOPIC)
    expect(page.locator(".outbox")).to_contain_text("2 changes are kept on this device")
    vote = page.locator("form[data-vote]")
    expect(vote).to_have_attribute("data-unsaved", "")
    expect(vote.get_by_role("button", name=re.compile("Must"))).to_have_attribute("aria-pressed", "true")

    page.context.set_offline(False)
    expect(page.locator(".outbox")).to_be_hidden(timeout=20_000)
    expect(vote).not_to_have_attribute("data-unsaved", "")
    assert comments(page, "Written in a tunnel.") == 1
    expect(vote.get_by_role("button", name=re.compile("Must"))).to_have_attribute("aria-pressed", "true")


def test_a_write_whose_answer_is_lost_on_its_way_is_done_once(page: Page) -> None:
    lost = []

    def lose(route: Route) -> None:
        # The server has it; the network is gone before its answer arrives.
        route.fetch(max_redirects=0)
        lost.append(route.request.headers["idempotency-key"])
        route.abort("internetdisconnected")

    page.route("**/comments*", lose)
    write(page, "Sent into the void.")
    expect(page.locator(".outbox")).to_contain_text("1 change is kept on this device")
    page.unroute("**/comments*")
    with page.expect_request("**/comments*") as sent:
        page.evaluate("dispatchEvent(new Event('online'))")

    assert sent.value.headers["idempotency-key"] == lost[0]
    expect(page.locator(".outbox")).to_be_hidden()
    assert comments(page, "Sent into the void.") == 1


def test_an_answer_given_offline_is_kept_and_sent_once(page: Page, served: Demo) -> None:
    page.goto(served.public + "confirmation")
    sent: list[str] = []

    def lose(route: Route) -> None:
        route.fetch(max_redirects=0)
        sent.append(route.request.headers["idempotency-key"])
        route.abort("internetdisconnected")

    page.context.set_offline(True)
    page.get_by_role("button", name="I'm not sure yet", exact=True).click()
    expect(page.get_by_role("alert")).to_contain_text("This is kept on your device")
    expect(page.locator(".outbox")).to_contain_text("Your answer")
    # Back online, the server has it but its answer is lost; asked again, it does nothing twice.
    page.route("**/confirmation", lose)
    with page.expect_event("requestfailed", lambda request: request.method == "POST"):
        page.context.set_offline(False)
    page.unroute("**/confirmation")
    with page.expect_request(lambda request: request.method == "POST") as again:
        page.evaluate("dispatchEvent(new Event('online'))")

    assert again.value.headers["idempotency-key"] in sent
    expect(page.locator(".outbox")).to_be_hidden()
    reload(page)
    maybe = page.get_by_role("button", name="I'm not sure yet", exact=True)
    expect(maybe).to_have_attribute("aria-pressed", "true")


def test_a_vote_that_was_cast_elsewhere_meanwhile_is_kept_and_told(browser: Browser, page: Page) -> None:
    page.route("**/vote", lambda route: route.abort("internetdisconnected"))
    page.locator("form[data-vote]").get_by_role("button", name=re.compile("Will")).click()
    expect(page.locator(".outbox")).to_contain_text("1 change is kept")
    laptop = browser.new_context(storage_state=page.context.storage_state()).new_page()
    laptop.goto(page.url)
    laptop.locator("form[data-vote]").get_by_role("button", name=re.compile("Maybe")).click()
    expect(laptop.get_by_text("Saved", exact=True)).to_be_visible()
    laptop.context.close()

    page.unroute("**/vote")
    page.evaluate("dispatchEvent(new Event('online'))")

    told = page.locator(".outbox li")
    expect(told).to_contain_text("elsewhere in the meantime. That vote is kept.", timeout=20_000)
    page.get_by_role("button", name="Discard").click()
    expect(page.locator(".outbox")).to_be_hidden()
    reload(page)
    maybe = page.locator("form[data-vote]").get_by_role("button", name=re.compile("Maybe"))
    expect(maybe).to_have_attribute("aria-pressed", "true")


def test_a_device_without_room_keeps_what_was_typed_in_its_field(page: Page) -> None:
    page.evaluate(FULL)
    page.context.set_offline(True)
    write(page, "No room for this.")

    expect(page.get_by_role("alert")).to_contain_text("You are offline, so this was not sent.")
    expect(page.get_by_label("Your comment")).to_have_value("No room for this.")


def test_a_new_version_of_the_service_worker_takes_over_and_keeps_pages(page: Page) -> None:
    wait_until(page, "async () => (await caches.keys()).includes('pages')")
    before = page.evaluate("async () => (await caches.keys()).filter((name) => name.startsWith('static-'))")

    page.evaluate("() => navigator.serviceWorker.register('/service-worker.js?v=next')")
    wait_until(page, ONLY_NEXT)

    assert before
    assert page.evaluate("async () => (await (await caches.open('pages')).keys()).length") > 0
    page.context.set_offline(True)
    page.reload()
    expect(page.get_by_text("You are offline. This page is from")).to_be_visible()


def test_signing_out_leaves_nothing_on_the_device(page: Page, served: Demo) -> None:
    page.context.set_offline(True)
    write(page, "Nobody else shall see this.")
    expect(page.locator(".outbox")).to_contain_text("1 change is kept")
    page.route("**/comments*", lambda route: route.abort("internetdisconnected"))
    page.context.set_offline(False)
    page.goto(served.url + "/account")
    page.route("**/comments*", lambda route: route.abort("internetdisconnected"))
    page.get_by_role("button", name=re.compile(", this device$")).click()
    page.wait_for_url(re.compile("sign-in|/$"))

    assert page.evaluate(ENTRIES) == 0
