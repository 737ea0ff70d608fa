"""Which language pages and mails are in, and who decides it."""

from datetime import date, time

import pytest
from flask import Flask
from flask.testing import FlaskClient

from hackathon.accounts.language.services import choose_language
from hackathon.core import translation
from hackathon.core.errors import BadEntry
from hackathon.core.extensions import db
from hackathon.core.text.messages import message, plural_message
from hackathon.core.web import filters
from hackathon.mail.domain import MailKind
from hackathon.mail.services import outbox
from tests.agendas import few
from tests.conftest import Visitor
from tests.dublin import NOON, Dublin
from tests.mailbox import mails
from tests.published import freeze

GERMAN = {"Accept-Language": "de-AT,de;q=0.9,en;q=0.5"}
LANGUAGE = "/account/language"


def language_of(client: FlaskClient, address: str = "/", **headers: str) -> str | None:
    answer = client.get(address, headers=headers)
    assert f'<html lang="{answer.headers["Content-Language"]}"' in answer.text
    return answer.headers["Content-Language"]


def test_a_page_is_in_the_language_that_the_browser_asks_for_else_in_english(client: FlaskClient) -> None:
    assert language_of(client) == "en"
    assert language_of(client, **GERMAN) == "de"
    assert language_of(client, **{"Accept-Language": "xx,*;q=0.1"}) == "en"

    answer = client.get(LANGUAGE, headers=GERMAN)
    assert "Wähle die Sprache" in answer.text
    assert 'dir="ltr"' in answer.text


def test_caches_are_told_that_a_page_depends_on_its_reader(client: FlaskClient, dublin: Dublin) -> None:
    assert {"accept-language", "cookie"} <= {name.lower() for name in client.get("/").vary}
    sheet = client.get(f"/{dublin.event.slug}/theme.css")
    assert "Content-Language" not in sheet.headers


def test_a_visitor_chooses_a_language_that_the_browser_remembers(client: FlaskClient) -> None:
    assert f'href="{LANGUAGE}?next=/sign-in"' in client.get("/sign-in").text.replace("%2F", "/")

    answer = client.post(LANGUAGE, data={"language": "de", "next": "/sign-in"})

    assert (answer.status_code, answer.location) == (303, "/sign-in")
    assert language_of(client) == "de"
    assert language_of(client, **{"Accept-Language": "en"}) == "de"


@pytest.mark.parametrize("wanted", ["https://evil.example/", "//evil.example", "/nowhere/at/all/", ""])
def test_choosing_a_language_leads_to_no_other_site(client: FlaskClient, wanted: str) -> None:
    assert client.post(LANGUAGE, data={"language": "de", "next": wanted}).location == "/"


def test_a_language_that_we_do_not_have_cannot_be_chosen(client: FlaskClient) -> None:
    answer = client.post(LANGUAGE, data={"language": "tlh", "next": "/"})

    assert answer.status_code == 422
    assert "Not saved" in answer.text
    assert language_of(client) == "en"
    client.set_cookie("language", "tlh")
    assert language_of(client) == "en"


def test_what_somebody_chose_goes_with_them_to_other_devices(visitor: Visitor, dublin: Dublin) -> None:
    visitor.signed_in_as(dublin.ian).post(LANGUAGE, data={"language": "de", "next": "/"})
    db.session.expire_all()
    assert dublin.ian.language == "de"

    visitor.delete_cookie("language")
    assert language_of(visitor) == "de"
    assert visitor.get("/account/data.json").json["language"] == "de"  # type: ignore[index]


def test_the_address_of_a_secret_page_is_not_passed_on(client: FlaskClient) -> None:
    page = client.get("/sign-in/a-secret-that-nobody-has").text
    assert f'href="{LANGUAGE}"' in page


def test_a_page_that_is_made_once_is_made_once_for_each_language(client: FlaskClient, dublin: Dublin) -> None:
    freeze(dublin.event, few())
    address = f"/{dublin.event.slug}/agenda/"
    english, german = client.get(address), client.get(address, headers=GERMAN)

    assert '<html lang="en"' in english.text
    assert '<html lang="de"' in german.text
    assert "Thu 16 May" in english.text
    assert "Do., 16. Mai" in german.text
    assert english.headers["ETag"] != german.headers["ETag"]
    same = client.get(address, headers={**GERMAN, "If-None-Match": english.headers["ETag"]})
    assert same.status_code == 200
    assert client.get(address).data == english.data


def test_a_mail_is_in_the_language_of_its_recipient_else_of_its_event(dublin: Dublin) -> None:
    words = {"link": "https://example.org/x", "code": "123 456"}

    def written() -> str:
        outbox.write(
            kind=MailKind.SIGN_IN, to="ian@xen.example", name="Ian", words=words, event=dublin.event,
            person=dublin.ian, now=NOON,
        )  # fmt: skip
        mail = mails()[-1]
        assert f'<html lang="{"de" if mail.text.startswith("Hallo") else "en"}"' in mail.html
        return mail.text.splitlines()[0]

    assert written() == "Hello Ian,"
    dublin.event.language = "de"
    db.session.commit()
    assert written() == "Hallo Ian,"
    choose_language(person=dublin.ian, code="en")
    assert written() == "Hello Ian,"


def test_a_sign_in_mail_is_in_the_language_of_the_page(client: FlaskClient) -> None:
    client.post("/sign-in", data={"email": "new@xen.example", "next": "/"}, headers=GERMAN)

    assert mails()[-1].subject == "Dein Anmelde-Link und Code"


def test_a_refusal_is_english_as_text_and_translated_on_pages(app: Flask) -> None:
    refusal = BadEntry(message("Language"))

    with app.test_request_context(headers=GERMAN):
        assert (str(refusal), translation.translated(refusal)) == ("Language", "Sprache")
    assert translation.translated(BadEntry("Not marked yet.")) == "Not marked yet."


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("en", "On 28 March 2027, 09:30: Ann, Ben and Cat %"),
        ("de", "On 28. März 2027, 09:30: Ann, Ben und Cat %"),
    ],
)
def test_values_of_a_message_are_written_as_its_language_does(app: Flask, code: str, expected: str) -> None:
    said = message(
        "On %(day)s, %(start)s: %(who)s %%",
        day=date(2027, 3, 28),
        start=time(9, 30),
        who=("Ann", "Ben", message("Cat")),
    )

    with app.app_context(), translation.in_language(code):
        assert translation.translated(said) == expected
    assert str(said) == "On 28 March 2027, 09:30: Ann, Ben and Cat %"


def test_a_message_knows_one_from_many() -> None:
    said = [str(plural_message("%(number)s day", "%(number)s days", number)) for number in (0, 1, 2)]
    assert said == ["0 days", "1 day", "2 days"]
    assert str(message("%(who)s is here.", who=("Ann",))) == "Ann is here."


def test_dates_and_numbers_are_written_as_the_reader_does(app: Flask) -> None:
    first, last = date(2013, 5, 16), date(2013, 5, 17)

    with app.app_context(), translation.in_language("en"):
        assert filters.days(first, last) == "16–17 May 2013"  # noqa: RUF001 -- an en dash
        assert (filters.day(first), filters.number(12_345)) == ("Thu 16 May", "12,345")
        assert translation.list_in_words(["Ann", "Ben", "Cat"]) == "Ann, Ben and Cat"
    with app.app_context(), translation.in_language("de"):
        assert filters.days(first, last) == "16.–17. Mai 2013"  # noqa: RUF001 -- an en dash
        assert (filters.day(first), filters.number(12_345)) == ("Do., 16. Mai", "12.345")


def test_english_speaks_where_no_application_does() -> None:
    assert translation.current_language() == "en"
