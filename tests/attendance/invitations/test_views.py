"""Answering an invitation from its link, without an account."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from hackathon.accounts.models import Person
from hackathon.attendance.invitations.models import Invitation
from hackathon.attendance.invitations.services import invitation_links, inviting
from hackathon.core.domain.attendance import Status
from hackathon.core.extensions import db
from hackathon.events.models import Event
from hackathon.events.participation.models import Attendance
from tests.conftest import Visitor
from tests.dublin import Dublin
from tests.refusals import LINK_SPENT, refusal


@pytest.fixture
def dublin(dublin: Dublin) -> Dublin:
    """The Dublin hackathon, next month."""
    dublin.event.last_day = (datetime.now(UTC) + timedelta(days=30)).date()
    db.session.commit()
    return dublin


def part(person: Person) -> Attendance:
    return db.session.scalars(select(Attendance).where(Attendance.person_id == person.id)).one()


def link(person: Person) -> str:
    """Return the address of a new invitation of somebody's."""
    mine = part(person)
    return f"/dublin-2013/invitations/{invitation_links.make(to=[mine], now=datetime.now(UTC))[mine.id]}"


def test_a_mail_scanner_that_opens_the_link_changes_nothing(client: FlaskClient, dublin: Dublin) -> None:
    page = client.get(link(dublin.kelly))

    assert "Will you attend, Kelly Kingsley?" in page.text
    assert page.headers["Referrer-Policy"] == "strict-origin"
    assert page.headers["Cache-Control"] == "no-store"
    assert part(dublin.kelly).status is Status.INVITED
    assert db.session.scalars(select(Invitation)).one().answered_at is None


@pytest.mark.parametrize(
    ("answer", "says"),
    [
        (Status.CONFIRMED, "You&#39;re coming"),
        (Status.MAYBE, "You might come"),
        (Status.DECLINED, "You&#39;re not coming"),
    ],
)
def test_one_tap_answers_and_signs_in_at_this_event(
    client: FlaskClient, dublin: Dublin, answer: Status, says: str
) -> None:
    sent = client.post(link(dublin.kelly), data={"status": answer.value})

    assert (sent.status_code, sent.location) == (303, "/dublin-2013/confirmation")
    assert part(dublin.kelly).status is answer
    assert f"<h1>{says}</h1>" in client.get("/dublin-2013/confirmation").text
    vote = client.post("/dublin-2013/topics/2-xen-on-arm-portathon/vote", data={"choice": "must"})
    assert vote.status_code == 303


def test_the_link_works_again_and_shows_the_answer_until_now(client: FlaskClient, dublin: Dublin) -> None:
    address = link(dublin.kelly)
    for answer in ("maybe", "maybe", "confirmed"):
        assert client.post(address, data={"status": answer}).status_code == 303

    assert "<strong>I'm coming</strong>" in client.get(address).text


def test_without_an_answer_the_page_asks_again(client: FlaskClient, dublin: Dublin) -> None:
    for sent in ({}, {"status": "organizer"}):
        assert client.post(link(dublin.kelly), data=sent).status_code == 422

    assert part(dublin.kelly).status is Status.INVITED


def test_an_altered_link_is_nobodys(client: FlaskClient, dublin: Dublin) -> None:
    altered = link(dublin.kelly)[:-1]

    for answer in (client.get(altered), client.post(altered, data={"status": "confirmed"})):
        assert answer.status_code == 410
        assert "Open it from the email again" in answer.text


def test_a_link_of_another_event_says_nothing_here(client: FlaskClient, dublin: Dublin) -> None:
    mine = link(dublin.kelly)
    other = Event(
        slug="cambridge-2014", title="Cambridge", zone="Europe/London", made_at=datetime.now(UTC),
        first_day=dublin.event.last_day, last_day=dublin.event.last_day,
    )  # fmt: skip
    db.session.add(other)
    db.session.commit()

    assert refusal(client.get(mine.replace("dublin-2013", "cambridge-2014"))) == LINK_SPENT


def test_a_withdrawn_link_says_so_and_nothing_is_kept(client: FlaskClient, dublin: Dublin) -> None:
    address = link(dublin.kelly)
    inviting.withdraw(attendance=part(dublin.kelly), by=dublin.lars, now=datetime.now(UTC))

    answer = client.post(address, data={"status": "confirmed"})

    assert answer.status_code == 410
    assert "This invitation was withdrawn." in answer.text
    assert part(dublin.kelly).status is Status.CANCELLED


def test_after_the_event_there_is_nothing_left_to_answer(client: FlaskClient, dublin: Dublin) -> None:
    address = link(dublin.kelly)
    dublin.event.last_day, dublin.event.held_phase = dublin.event.first_day, None
    db.session.commit()

    assert "has ended, so you can no longer answer" in client.get(address).text


def test_somebody_elses_link_says_whose_it_is_and_switches_only_when_answered(
    visitor: Visitor, dublin: Dublin
) -> None:
    visitor.signed_in_as(dublin.ian)
    address = link(dublin.kelly)

    page = " ".join(re.sub(r"<[^>]+>", " ", visitor.get(address).text).split())
    assert "for Kelly Kingsley, and you are signed in as Ian Campbell" in page
    assert "Ian Campbell" in visitor.get("/dublin-2013/mine").text

    visitor.post(address, data={"status": "confirmed"})
    assert (part(dublin.kelly).status, part(dublin.ian).status) == (Status.CONFIRMED, Status.CONFIRMED)
    assert "Kelly Kingsley" in visitor.get("/dublin-2013/mine").text


def test_an_invitation_hands_out_no_role(visitor: Visitor, dublin: Dublin) -> None:
    address = link(dublin.lars)

    sent = visitor.post(address, data={"status": "maybe"})

    assert sent.location == address
    assert part(dublin.lars).status is Status.MAYBE
    assert "you have a role" in visitor.get(address).text
    assert visitor.get("/dublin-2013/organize/").status_code == 401


def test_a_full_event_offers_the_list_and_a_part_from_elsewhere(client: FlaskClient, dublin: Dublin) -> None:
    dublin.event.capacity = 4
    db.session.commit()
    address = link(dublin.kelly)

    assert "All 4 places are taken." in client.get(address).text
    client.post(address, data={"status": "confirmed"})
    assert part(dublin.kelly).status is Status.WAITLISTED
    assert "You&#39;re on the waitlist" in client.get("/dublin-2013/confirmation").text
    client.post(address, data={"status": "confirmed", "is_remote": "y"})
    assert (part(dublin.kelly).status, part(dublin.kelly).is_remote) == (Status.CONFIRMED, True)
