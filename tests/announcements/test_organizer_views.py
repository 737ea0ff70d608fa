"""Writing to many from the organizer area, and leaving the list."""

import re
from base64 import b64encode
from hashlib import sha256
from html import unescape

import pytest
from flask import Flask
from flask.testing import FlaskClient

from hackathon.announcements import queries as announcements
from hackathon.announcements import services as announcing
from hackathon.core.domain.outcomes import OutcomeKind
from hackathon.core.extensions import db
from hackathon.mail.models import Mail
from hackathon.outcomes.models import OutcomeLine
from tests.conftest import Visitor
from tests.dublin import NOON, Dublin

NEW = "/dublin-2013/organize/messages/new"
HOTEL = {
    "form_key": "a",
    "audience": "everybody",
    "subject": "Hotel",
    "text": "Hello {name}, book soon.",
    "reply_to": "",
}


@pytest.fixture
def lars(visitor: Visitor, dublin: Dublin) -> Visitor:
    return visitor.signed_in_as(dublin.lars)


def recipients() -> list[str]:
    return [mail.to_address for mail in db.session.query(Mail).order_by(Mail.id)]


@pytest.mark.parametrize("part", ["session-999", "room-nowhere", "nonsense"])
def test_a_link_about_what_is_no_longer_published_says_so(lars: Visitor, part: str) -> None:
    assert "That part of the agenda is no longer published" in lars.get(f"{NEW}?about={part}").text
    assert "That part of the agenda is no longer published" not in lars.get(NEW).text


def test_the_page_says_how_many_each_choice_reaches(lars: Visitor) -> None:
    page = lars.get(NEW).text

    assert "Everyone on the list (2)" in page
    assert "Invited, not answered yet (0)" in page
    assert "Send to 2 people" not in page


def test_what_is_written_is_shown_as_each_person_gets_it_before_anything_is_sent(
    lars: Visitor, dublin: Dublin
) -> None:
    first = lars.post(NEW, data=HOTEL).text
    other = lars.post(NEW, data=HOTEL | {"reader": str(dublin.lars.id)}).text

    assert "Hello Ian Campbell, book soon." in first
    assert "Hello Lars Kurth, book soon." in other
    assert "Send to 2 people" in first
    assert recipients() == []


def test_the_report_is_shown_as_people_get_it_and_sent_with_one_button(lars: Visitor, dublin: Dublin) -> None:
    line = OutcomeLine(topic=dublin.network, kind=OutcomeKind.DECISION, text="Merge <it>", made_at=NOON)
    db.session.add(line)
    db.session.commit()

    page = lars.get(f"{NEW}?report=yes").text
    letter = unescape(re.search(r'srcdoc="([^"]*)"', page)[1])  # type: ignore[index]  # it is there
    assert "Hello Ian Campbell," in letter
    assert "Decision: Merge &lt;it&gt;" in letter
    assert "Send to 2 people" in page
    text = unescape(re.search(r'<textarea[^>]*name="text"[^>]*>([^<]*)</textarea>', page)[1])  # type: ignore[index]  # it is there
    assert recipients() == []

    sent = HOTEL | {"subject": "Xen Hackathon: report", "text": text}
    assert lars.post(f"{NEW}/sending", data=sent).status_code == 303

    assert sorted(recipients()) == ["ian@xen.example", "lars@xen.example"]
    mail = db.session.query(Mail).filter_by(to_address="ian@xen.example").one()
    assert mail.unsubscribe is not None
    assert mail.html.replace("\n", "") == letter.replace("\n", "").replace(
        "/announcements/…", mail.unsubscribe.partition("dublin-2013")[2]
    )


def test_the_html_form_is_shown_in_a_frame_that_can_do_nothing(lars: Visitor) -> None:
    answer = lars.post(NEW, data=HOTEL | {"text": "Book **soon**. <script>alert(1)</script>"})

    frame = re.search(r'<iframe[^>]*srcdoc="([^"]*)"\s+sandbox></iframe>', answer.text)
    assert frame
    letter = unescape(frame[1])
    assert "<strong>soon</strong>" in letter
    assert "<script" not in letter
    style = re.search("<style>(.*?)</style>", letter, re.DOTALL)
    assert style
    digest = b64encode(sha256(style[1].encode()).digest()).decode()
    policy = answer.headers["Content-Security-Policy"]
    assert f"style-src 'self' 'sha256-{digest}';" in policy
    assert "unsafe" not in policy


def test_it_is_sent_once_however_often_the_form_is(lars: Visitor) -> None:
    pages = [lars.post(f"{NEW}/sending", data=HOTEL, follow_redirects=True).text for _ in range(2)]

    assert "Sending 2 emails." in pages[0]
    assert "This announcement was already sent" in pages[1]
    assert recipients() == ["ian@xen.example", "lars@xen.example"]


def test_it_can_be_sent_to_oneself_first(lars: Visitor) -> None:
    page = lars.post(NEW, data=HOTEL | {"trial": "yes"}).text

    assert "Sent to lars@xen.example only." in page
    assert recipients() == ["lars@xen.example"]


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("subject", " ", "Please enter a subject"),
        ("text", "", "Please write a message"),
        ("reply_to", "nobody", "is not an email address"),
        ("audience", "martians", "Please choose one of the options"),
        ("audience", "maybe", "Nobody in this group both has an email address"),
    ],
)
def test_what_cannot_be_sent_keeps_what_was_typed(lars: Visitor, field: str, value: str, said: str) -> None:
    answer = lars.post(f"{NEW}/sending", data=HOTEL | {field: value})

    assert answer.status_code == 422
    assert said in answer.text
    assert recipients() == []


@pytest.fixture
def address(dublin: Dublin) -> str:
    """Return the address by which Ian leaves the list."""
    found = announcing.unsubscribe_address(event=dublin.event, person=dublin.ian)
    return re.sub("^http://[^/]+", "", found)


def test_opening_the_address_changes_nothing(client: FlaskClient, dublin: Dublin, address: str) -> None:
    page = client.get(address).text

    assert "Unsubscribe from announcements?" in page
    assert not announcements.wants_none(dublin.event, dublin.ian)


def test_a_mail_program_takes_its_reader_off_the_list_with_one_click(
    client: FlaskClient, dublin: Dublin, app: Flask, address: str
) -> None:
    app.config["WTF_CSRF_ENABLED"] = True
    try:
        answer = client.post(address, data={"List-Unsubscribe": "One-Click"})
    finally:
        app.config["WTF_CSRF_ENABLED"] = False

    assert answer.status_code == 303
    assert announcements.wants_none(dublin.event, dublin.ian)


def test_who_left_can_return(client: FlaskClient, dublin: Dublin, address: str) -> None:
    announcing.unsubscribe(event=dublin.event, person=dublin.ian, now=NOON)

    assert "You are unsubscribed" in client.get(address).text
    client.post(f"{address}/return")

    assert not announcements.wants_none(dublin.event, dublin.ian)


def test_an_address_that_was_altered_is_refused_in_words(client: FlaskClient, dublin: Dublin) -> None:
    answer = client.get(f"/{dublin.event.slug}/announcements/nonsense")

    assert answer.status_code == 410
    assert "Open it from the email again" in answer.text
