"""Where somebody is signed in, as they see it, and signing out."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from hackathon.accounts.devices import services as devices
from hackathon.accounts.devices.domain import STAYS
from hackathon.accounts.devices.models import Device
from hackathon.accounts.models import Person
from hackathon.agenda.feeds.services import feeds
from hackathon.core.domain.votes import Choice
from hackathon.core.extensions import db
from hackathon.core.web.access import SIGNED_IN_AT
from hackathon.events.models import Event
from hackathon.events.participation.models import Attendance, Availability
from hackathon.topics.votes import services as votes
from tests.conftest import Visitor
from tests.dublin import NOON, Dublin
from tests.mailbox import link, mails
from tests.refusals import SIGN_IN_FIRST, refusal

ACCOUNT = "/account"


def phone(app: Flask, person: Person) -> Visitor:
    """Return another browser in which that person is signed in."""
    found = app.test_client()
    assert isinstance(found, Visitor)
    return found.signed_in_as(person)


def seen_on(when: date) -> None:
    for device in db.session.scalars(select(Device)):
        device.seen_on = when
    db.session.commit()


def days_ago(number: int) -> date:
    return datetime.now(UTC).date() - timedelta(days=number)


def test_the_page_names_every_device_and_which_is_this_one(visitor: Visitor, dublin: Dublin) -> None:
    devices.sign_in(person=dublin.ian, words="Safari on an iPhone", now=datetime.now(UTC))
    devices.sign_in(person=dublin.lars, words="Opera on a Chromebook", now=datetime.now(UTC))

    page = visitor.signed_in_as(dublin.ian).get(ACCOUNT).text

    assert page.count("This device") == 1
    assert "Safari on an iPhone" in page
    assert "Opera on a Chromebook" not in page
    assert "127.0.0.1" not in page


def test_signing_out_on_one_device_leaves_the_others(visitor: Visitor, dublin: Dublin, app: Flask) -> None:
    other = phone(app, dublin.ian)
    key = db.session.scalars(select(Device.id)).one()

    assert visitor.signed_in_as(dublin.ian).post(f"{ACCOUNT}/devices/{key}/removal").status_code == 303

    assert refusal(other.get(ACCOUNT)) == SIGN_IN_FIRST
    assert visitor.get(ACCOUNT).status_code == 200


def test_signing_out_everywhere_signs_out_here_too(visitor: Visitor, dublin: Dublin, app: Flask) -> None:
    other, lars = phone(app, dublin.ian), phone(app, dublin.lars)

    answer = visitor.signed_in_as(dublin.ian).post(f"{ACCOUNT}/devices/removal")

    assert answer.headers["Clear-Site-Data"] == '"cache"'
    assert [each.get(ACCOUNT).status_code for each in (visitor, other, lars)] == [401, 401, 200]


def test_nobody_signs_out_somebody_else(visitor: Visitor, dublin: Dublin, app: Flask) -> None:
    other = phone(app, dublin.lars)
    key = db.session.scalars(select(Device.id)).one()

    visitor.signed_in_as(dublin.ian).post(f"{ACCOUNT}/devices/{key}/removal")

    assert "Lars Kurth" in other.get(ACCOUNT).text


def test_a_copied_cookie_is_worth_nothing_after_signing_out(visitor: Visitor, dublin: Dublin) -> None:
    with visitor.signed_in_as(dublin.ian).session_transaction() as session:
        kept = dict(session)
    visitor.post("/sign-out")
    with visitor.session_transaction() as session:
        session.update(kept)

    assert refusal(visitor.get(ACCOUNT)) == SIGN_IN_FIRST


def test_a_device_that_was_not_used_for_long_is_signed_out(visitor: Visitor, dublin: Dublin) -> None:
    visitor.signed_in_as(dublin.ian)
    seen_on(days_ago(STAYS.days))

    assert visitor.get(ACCOUNT).status_code == 401
    visitor.signed_in_as(dublin.ian)
    assert len(db.session.scalars(select(Device)).all()) == 1


def test_a_device_that_is_used_stays_signed_in_and_is_noted_once_a_day(
    visitor: Visitor, dublin: Dublin, queries: list[str]
) -> None:
    visitor.signed_in_as(dublin.ian)
    seen_on(days_ago(STAYS.days - 1))

    written = []
    for _ in range(2):
        queries.clear()
        assert visitor.get("/dublin-2013/").status_code == 200
        written.append(sum(each.startswith("UPDATE") for each in queries))

    assert written == [1, 0]
    assert db.session.scalars(select(Device.seen_on)).one() == days_ago(0)


def test_signing_in_again_on_a_device_does_not_make_it_two(visitor: Visitor, dublin: Dublin) -> None:
    visitor.signed_in_as(dublin.ian)
    for person in (dublin.ian, dublin.lars):
        visitor.post("/sign-in", data={"email": person.email})
    for mail in mails():
        visitor.post(link(mail))

    assert [each.person.name for each in db.session.scalars(select(Device))] == ["Lars Kurth"]


def test_of_a_device_only_the_digest_of_its_secret_is_kept(dublin: Dublin) -> None:
    secret = devices.sign_in(person=dublin.ian, words="A browser", now=datetime.now(UTC))

    assert secret not in repr(db.session.execute(select(Device.__table__)).one())


@pytest.mark.parametrize("number", [1, 5])
def test_the_page_asks_the_same_however_many_devices_there_are(
    visitor: Visitor, dublin: Dublin, queries: list[str], number: int
) -> None:
    for _ in range(number):
        visitor.signed_in_as(dublin.ian)
    queries.clear()

    assert visitor.get(ACCOUNT).text.count('<li data-kind="action">') == number
    assert len(queries) == 5


def test_the_page_tells_what_somebody_said_and_has_at_each_event(visitor: Visitor, dublin: Dublin) -> None:
    votes.cast(topic=dublin.network, person=dublin.ian, choice=Choice.MUST, now=NOON)
    secret = feeds.address(event=dublin.event, person=dublin.ian, now=NOON)

    page = visitor.signed_in_as(dublin.ian).get(ACCOUNT).text

    assert "Xen Hackathon" in page
    assert "re coming · the whole time" in " ".join(page.split())
    assert "1 vote<" in page
    assert "2 topics<" in page
    assert f"/calendars/{secret}.ics" in page


def test_who_was_let_in_at_one_event_sees_nothing_of_others(visitor: Visitor, dublin: Dublin) -> None:
    secret = feeds.address(event=dublin.event, person=dublin.ian, now=NOON)
    visitor.signed_in_as(dublin.ian)
    with visitor.session_transaction() as session:
        session[SIGNED_IN_AT] = ["edinburgh-2014"]

    page = visitor.get(ACCOUNT).text

    assert "Xen Hackathon" not in page
    assert secret not in page
    assert visitor.get(f"{ACCOUNT}/data.json").status_code == 403


@pytest.mark.parametrize("events", [1, 4])
def test_the_page_asks_the_same_however_many_events_there_are(
    visitor: Visitor, dublin: Dublin, queries: list[str], events: int
) -> None:
    for number in range(1, events):
        event = Event(
            slug=f"edinburgh-{number}", title="Xen Hackathon", zone="Europe/London",
            first_day=NOON.date(), last_day=NOON.date(), made_at=NOON,
        )  # fmt: skip
        hours = Availability(day=NOON.date(), arrives=time(10), leaves=time(12))
        db.session.add(Attendance(event=event, person=dublin.ian, availability=[hours]))
    db.session.commit()
    visitor.signed_in_as(dublin.ian)
    queries.clear()

    assert visitor.get(ACCOUNT).text.count("Get my calendar") == events
    assert len(queries) == 5


def test_somebody_changes_their_name_on_their_page(visitor: Visitor, dublin: Dublin) -> None:
    visitor.signed_in_as(dublin.ian)
    assert 'value="Ian Campbell"' in visitor.get(f"{ACCOUNT}/name").text

    assert "Another Wei Liu is coming" in visitor.post(f"{ACCOUNT}/name", data={"name": "wei liu"}).text
    assert visitor.post(f"{ACCOUNT}/name", data={"name": "Ian J. Campbell"}).location == ACCOUNT

    assert dublin.ian.name == "Ian J. Campbell"


def test_somebody_changes_their_address_by_the_link_that_goes_to_it(
    visitor: Visitor, dublin: Dublin, app: Flask
) -> None:
    other = phone(app, dublin.ian)
    visitor.signed_in_as(dublin.ian)
    assert visitor.post(f"{ACCOUNT}/address", data={"email": "ian at new"}).status_code == 422
    assert visitor.post(f"{ACCOUNT}/address", data={"email": "ian@new.example"}).location == ACCOUNT
    address = "/account/address/" + mails()[-1].text.partition("/account/address/")[2].split()[0]

    assert app.test_client().get(address).status_code == 401
    assert "Use ian@new.example?" in visitor.get(address).text
    assert dublin.ian.email == "ian@xen.example"
    assert visitor.post(address).location == ACCOUNT

    assert dublin.ian.email == "ian@new.example"
    assert [each.get(ACCOUNT).status_code for each in (visitor, other)] == [200, 401]
    assert visitor.get(address).status_code == 410


def test_who_was_let_in_at_one_event_changes_neither_name_nor_address(
    visitor: Visitor, dublin: Dublin
) -> None:
    visitor.signed_in_as(dublin.ian)
    with visitor.session_transaction() as session:
        session[SIGNED_IN_AT] = ["dublin-2013"]

    answers = [visitor.get(f"{ACCOUNT}/{page}").status_code for page in ("name", "address", "address/secret")]
    assert answers == [403, 403, 403]
    assert "Change my name" not in visitor.get(ACCOUNT).text
