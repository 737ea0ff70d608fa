"""A passkey from its making to its end, in a browser whose authenticator is made of software."""

import threading
from collections.abc import Iterator

import pytest
from flask import Flask
from playwright.sync_api import Browser, Page, expect
from werkzeug.serving import make_server

from hackathon.app import create_app
from hackathon.config import Settings
from hackathon.core.extensions import db
from tests.dublin import Dublin
from tests.mailbox import link, mails

DEVICE = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


@pytest.fixture
def server(app: Flask, dublin: Dublin) -> Iterator[str]:  # noqa: ARG001 -- its people
    """Serve the application at an address for which browsers make passkeys."""
    server = make_server("localhost", 0, lambda _environ, _start: [], threaded=True)
    before: Settings = app.config["SETTINGS"]
    settings = Settings.load(
        {},
        instance=before.instance,
        database_url=before.database_url,
        secret_key=before.secret_key,
        url=f"http://localhost:{server.port}",
    )
    served = create_app(settings)
    server.app = served
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield settings.url
    server.shutdown()
    thread.join()
    server.server_close()
    with served.app_context():
        db.engine.dispose()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A page on a phone that can hold passkeys."""
    context = browser.new_context(viewport={"width": 390, "height": 844})
    page = context.new_page()
    device = context.new_cdp_session(page)
    device.send("WebAuthn.enable")
    device.send("WebAuthn.addVirtualAuthenticator", {"options": DEVICE})
    yield page
    context.close()


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).click()


def sign_in_by_mail(page: Page, server: str) -> None:
    """Ask for a mail and open its link."""
    page.goto(f"{server}/sign-in?next=/account")
    page.get_by_label("Email address").fill("ian@xen.example")
    with page.expect_navigation():
        press(page, "Send me a link and a code")
    db.session.rollback()  # what was read before the server wrote the mail is over
    page.goto(server + link(mails()[-1]))
    press(page, "Sign in")
    expect(page.get_by_role("heading", name="Ian Campbell")).to_be_visible()


def sign_out(page: Page) -> None:
    press(page, "Sign out: Chrome on Linux, this device")
    expect(page.get_by_role("link", name="Sign in")).to_be_visible()


def test_a_passkey_signs_in_until_it_is_removed(page: Page, server: str) -> None:
    sign_in_by_mail(page, server)
    press(page, "Add a passkey")
    expect(page.get_by_text("Passkey added. You can sign in with it from now on.")).to_be_visible()
    press(page, "Add a passkey")
    expect(page.get_by_text("This device already has a passkey for this server.")).to_be_visible()
    sign_out(page)

    page.goto(f"{server}/sign-in?next=/account")
    press(page, "Sign in with a passkey")
    expect(page.get_by_text("used on")).to_be_visible()

    press(page, "Remove the passkey created with Chrome on Linux")
    expect(page.get_by_text("Passkey removed.")).to_be_visible()
    sign_out(page)
    page.goto(f"{server}/sign-in")
    press(page, "Sign in with a passkey")
    expect(page.get_by_text("This passkey isn't known here.")).to_be_visible()


def test_a_device_without_a_passkey_is_told_so_on_the_page(page: Page, server: str) -> None:
    page.goto(f"{server}/sign-in")
    press(page, "Sign in with a passkey")

    expect(
        page.get_by_text("Signing in with a passkey didn't work. Try again, or sign in by email.")
    ).to_be_visible()
