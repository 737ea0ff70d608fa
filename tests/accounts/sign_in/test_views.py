"""The pages on which somebody signs in."""

import pytest
from flask import Flask

from hackathon.mail.domain import MailState
from tests.conftest import Visitor
from tests.dublin import Dublin
from tests.mailbox import code, link, mails, wrong
from tests.server.visiting import TOKEN


def ask(visitor: Visitor, email: str = "ian@xen.example", **more: str) -> None:
    answer = visitor.post("/sign-in", data={"email": email, **more})
    assert (answer.status_code, answer.location) == (303, "/sign-in/code")


def who(visitor: Visitor) -> str:
    """Return whom the first page greets."""
    page = visitor.get("/").text
    return page.partition("Signed in as </span><bdi>")[2].partition("<")[0]


@pytest.mark.usefixtures("dublin")
def test_the_link_of_the_mail_leads_back_to_the_page_that_was_wanted(visitor: Visitor) -> None:
    refused = visitor.get("/dublin-2013/mine")
    assert 'href="/sign-in?next=/dublin-2013/mine"' in refused.text
    assert 'value="/dublin-2013/mine"' in visitor.get("/sign-in?next=/dublin-2013/mine").text
    ask(visitor, next="/dublin-2013/mine")

    address = link(mails()[0])
    assert "Sign in as Ian Campbell" in visitor.get(address).text
    assert visitor.post(address).location == "/dublin-2013/mine"
    assert who(visitor) == "Ian Campbell"


@pytest.mark.usefixtures("dublin")
def test_a_scanner_that_opens_the_link_does_not_use_it_up(visitor: Visitor, app: Flask) -> None:
    ask(visitor)
    scanner = app.test_client()
    for _ in range(3):
        assert "Sign in as Ian Campbell" in scanner.get(link(mails()[0])).text

    assert visitor.post(link(mails()[0])).status_code == 303
    assert who(visitor) == "Ian Campbell"


@pytest.mark.usefixtures("dublin")
def test_the_code_signs_in_where_it_was_asked_for(visitor: Visitor) -> None:
    ask(visitor, next="/dublin-2013/topics/")
    digits = code(mails()[0])

    assert "ian@xen.example" in visitor.get("/sign-in/code").text
    answer = visitor.post("/sign-in/code", data={"code": f" {digits[:3]} {digits[3:]} "})

    assert answer.location == "/dublin-2013/topics/"
    assert who(visitor) == "Ian Campbell"
    assert visitor.get(link(mails()[0])).status_code == 410


@pytest.mark.usefixtures("dublin")
def test_a_wrong_code_says_how_many_tries_are_left(visitor: Visitor) -> None:
    ask(visitor)
    for left in (
        "4 attempts left",
        "3 attempts left",
        "2 attempts left",
        "1 attempt left",
        "no longer be used",
    ):
        answer = visitor.post("/sign-in/code", data={"code": wrong(code(mails()[0]))})
        assert answer.status_code == 422
        assert left in answer.text

    assert visitor.post("/sign-in/code", data={"code": code(mails()[0])}).status_code == 410


@pytest.mark.usefixtures("dublin")
@pytest.mark.parametrize("typed", ["", "12345", "1234567", "a code"])
def test_what_cannot_be_a_code_is_no_guess(visitor: Visitor, typed: str) -> None:
    ask(visitor)
    answer = visitor.post("/sign-in/code", data={"code": typed})

    assert answer.status_code == 422
    assert "Please enter the 6 digits" in answer.text
    assert "left" not in visitor.get("/sign-in/code").text.partition("<main")[2].partition("</form>")[0]


@pytest.mark.usefixtures("dublin")
def test_the_code_of_somebody_else_s_browser_says_nothing(visitor: Visitor, app: Flask) -> None:
    ask(visitor)

    assert "This code can no longer be used" in app.test_client().get("/sign-in/code").text


@pytest.mark.usefixtures("dublin")
def test_known_and_unknown_addresses_are_answered_alike(visitor: Visitor, app: Flask) -> None:
    other = app.test_client()
    ask(visitor, "ian@xen.example")
    ask(other, "new@xen.example")  # type: ignore[arg-type]  # every client of this application is a Visitor

    one, another = (TOKEN.sub("", each.get("/sign-in/code").text) for each in (visitor, other))
    assert one.replace("ian@xen.example", "") == another.replace("new@xen.example", "")
    ian, new = mails()
    words = [each.text.replace(link(each), "").replace(f"{code(each)[:3]} ", "") for each in (ian, new)]
    assert words[0].replace(code(ian)[3:], "") == words[1].replace(code(new)[3:], "")


@pytest.mark.usefixtures("dublin")
@pytest.mark.parametrize("by", ["link", "code"])
def test_somebody_new_is_asked_for_a_name(visitor: Visitor, by: str) -> None:
    ask(visitor, "Ada@Xen.example")
    address = link(mails()[0])
    if by == "code":
        address = visitor.post("/sign-in/code", data={"code": code(mails()[0])}).location or ""
    assert "There is no account for Ada@Xen.example yet" in visitor.get(address).text

    assert visitor.post(address, data={"name": " "}).status_code == 422
    assert visitor.post(address, data={"name": "Ada “Augusta” <King> \u202e👩‍💻"}).status_code == 303
    assert who(visitor).startswith("Ada “Augusta” &lt;King&gt;")


def test_the_link_of_another_person_says_whose_it_is_and_offers_to_switch(
    visitor: Visitor, dublin: Dublin
) -> None:
    visitor.signed_in_as(dublin.lars)
    ask(visitor)

    page = visitor.get(link(mails()[0])).text
    assert "You are signed in as Lars Kurth, but this link is for Ian Campbell." in page
    assert "Switch to Ian Campbell" in page
    assert who(visitor) == "Lars Kurth"
    visitor.post(link(mails()[0]))
    assert who(visitor) == "Ian Campbell"


@pytest.mark.usefixtures("dublin")
@pytest.mark.parametrize(
    "spoil", [lambda _: "/sign-in/unknown", lambda good: good[:-1], lambda good: good + "x"]
)
def test_a_link_that_is_unknown_or_altered_offers_another(visitor: Visitor, spoil) -> None:  # type: ignore[no-untyped-def]  # noqa: ANN001 -- a lambda
    ask(visitor)
    answer = visitor.get(spoil(link(mails()[0])))

    assert answer.status_code == 410
    assert "Sign in by email" in answer.text


@pytest.mark.usefixtures("dublin")
@pytest.mark.parametrize(
    "wanted",
    [
        "//evil.example/",
        "https://evil.example/",
        "/\\evil.example",
        "/nowhere/at/all",
        "javascript:x",
        "/a\nb",
    ],
)
def test_signing_in_leads_to_no_other_site(visitor: Visitor, wanted: str) -> None:
    ask(visitor, next=wanted)

    assert visitor.post(link(mails()[0])).location == "/"


def test_what_is_no_address_is_said_beside_the_field(visitor: Visitor, dublin: Dublin) -> None:  # noqa: ARG001 -- the tables
    answer = visitor.post("/sign-in", data={"email": "ian at xen"})

    assert answer.status_code == 422
    assert "“ian at xen” is not an email address" in answer.text
    assert mails() == []


@pytest.mark.usefixtures("dublin")
def test_too_many_mails_are_refused_with_when_to_try_again(visitor: Visitor) -> None:
    for _ in range(5):
        ask(visitor)
    answer = visitor.post("/sign-in", data={"email": "IAN@xen.example"})

    assert answer.status_code == 429
    assert "You requested 5 emails to" in answer.text
    assert 800 < int(answer.headers["Retry-After"]) <= 900


@pytest.mark.usefixtures("dublin")
def test_what_others_asked_changes_nothing_of_the_answer(app: Flask) -> None:
    first, last = None, None
    for number in range(12):
        stranger = app.test_client()
        ask(stranger)  # type: ignore[arg-type]  # every client of this application is a Visitor
        page = TOKEN.sub("", stranger.get("/sign-in/code").text)
        first, last = first or page, page if number else None

    assert first == last
    assert sum(mail.state is MailState.WAITING for mail in mails()) == 5


@pytest.mark.usefixtures("dublin")
def test_from_a_browser_that_was_signed_in_there_is_always_a_mail(visitor: Visitor, app: Flask) -> None:
    ask(visitor)
    visitor.post(link(mails()[0]))
    cookie = visitor.get_cookie("known")
    assert cookie is not None
    assert "ian" not in cookie.decoded_value
    visitor.post("/sign-out")
    for _ in range(12):
        ask(app.test_client())  # type: ignore[arg-type]  # every client of this application is a Visitor

    ask(visitor)

    assert mails()[-1].state is MailState.WAITING
    ask(visitor, "lars@xen.example")
    visitor.set_cookie("known", cookie.value[:-1])
    ask(visitor)
    assert mails()[-1].state is MailState.DROPPED
