"""The waitlist in use: registering, approving, offers that are taken, given up, or run out."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from hackathon.accounts.domain import PersonFields
from hackathon.accounts.models import Person
from hackathon.attendance.people.services import people
from hackathon.attendance.registration.domain import NeedsFields
from hackathon.attendance.registration.services import attendances, registering
from hackathon.attendance.waitlist import services as waiting
from hackathon.core.domain.attendance import Registration, Status
from hackathon.core.errors import BadEntry, NotInvited
from hackathon.core.extensions import db
from hackathon.events.participation.models import Attendance, Needs
from hackathon.mail.domain import MailKind
from hackathon.mail.models import Mail
from hackathon.operations.services import periodic_tasks
from tests.dublin import NOON, Dublin

pytestmark = pytest.mark.postgresql

HOLD = timedelta(hours=48)


@pytest.fixture
def dublin(dublin: Dublin) -> Dublin:
    """The Dublin hackathon with as many places as have confirmed, open to everybody."""
    dublin.event.capacity, dublin.event.registration = 4, Registration.OPEN
    db.session.commit()
    return dublin


def part(person: Person) -> Attendance:
    return db.session.scalars(select(Attendance).where(Attendance.person_id == person.id)).one()


def somebody(name: str) -> Person:
    person = Person(name=name, email=f"{name.lower()}@xen.example")
    db.session.add(person)
    db.session.commit()
    return person


def register(dublin: Dublin, person: Person, minutes: int = 0) -> Attendance:
    now = NOON + timedelta(minutes=minutes)
    return registering.register(event=dublin.event, person=person, affiliation=None, now=now)


def says(dublin: Dublin, person: Person, status: Status, after: timedelta = timedelta()) -> Status:
    return attendances.answer(
        event=dublin.event, person=person, status=status, hours=None, now=NOON + after
    ).status


def test_who_registers_for_a_full_event_waits_and_is_offered_the_next_place(dublin: Dublin) -> None:
    first, second = somebody("George"), somebody("Tim")
    assert [register(dublin, each, n).status for n, each in enumerate((first, second))] == [
        Status.WAITLISTED
    ] * 2

    says(dublin, dublin.wei, Status.DECLINED, timedelta(hours=1))

    assert part(first).offer_ends_at == NOON + timedelta(hours=1) + HOLD
    assert part(second).offer_ends_at is None
    mail = db.session.scalars(select(Mail)).one()
    assert (mail.kind, mail.to_address) == (MailKind.PLACE, "george@xen.example")
    assert "We are holding it for you until Fri 3 May, 14:00 (Europe/Dublin)" in " ".join(mail.text.split())
    assert says(dublin, first, Status.CONFIRMED, timedelta(hours=2)) is Status.CONFIRMED


def test_an_offer_that_runs_out_goes_to_the_next_without_anybody_asking(dublin: Dublin) -> None:
    first, second = somebody("George"), somebody("Tim")
    for minutes, each in enumerate((first, second)):
        register(dublin, each, minutes)
    says(dublin, dublin.wei, Status.DECLINED, timedelta(hours=1))

    periodic_tasks.move_waiting_lists_up(now=NOON + timedelta(hours=1) + HOLD)

    assert (part(first).offer_ends_at, part(first).offers_lapsed) == (None, 1)
    assert part(second).offer_ends_at is not None
    # Who answers a moment too late keeps waiting, and takes no place away.
    assert says(dublin, first, Status.CONFIRMED, timedelta(hours=2) + HOLD) is Status.WAITLISTED


def test_an_answer_after_the_offer_ran_out_does_not_count_as_if_it_held(dublin: Dublin) -> None:
    first, second = somebody("George"), somebody("Tim")
    for minutes, each in enumerate((first, second)):
        register(dublin, each, minutes)
    says(dublin, dublin.wei, Status.DECLINED)

    assert says(dublin, first, Status.CONFIRMED, timedelta(hours=1) + HOLD) is Status.WAITLISTED
    assert part(second).offer_ends_at is not None


def test_more_places_are_offered_as_soon_as_there_are(dublin: Dublin) -> None:
    george = register(dublin, somebody("George"))
    dublin.event.capacity = 5
    db.session.commit()

    says(dublin, dublin.kelly, Status.MAYBE)

    assert george.offer_ends_at is not None


def test_where_an_organizer_has_to_agree_nobody_comes_before(dublin: Dublin) -> None:
    dublin.event.registration, dublin.event.capacity = Registration.APPROVED, None
    db.session.commit()
    george = register(dublin, somebody("George"))

    assert (george.status, george.is_approved) == (Status.WAITLISTED, False)
    assert says(dublin, george.person, Status.CONFIRMED) is Status.WAITLISTED
    for _ in range(2):
        registering.approve(attendance=george, by=dublin.lars, now=NOON)
    assert george.status is Status.CONFIRMED
    assert [each.kind for each in db.session.scalars(select(Mail))] == [MailKind.PLACE]


def test_registration_is_closed_unless_an_organizer_opens_it(dublin: Dublin) -> None:
    dublin.event.registration = Registration.CLOSED
    db.session.commit()

    with pytest.raises(NotInvited):
        register(dublin, somebody("George"))


def test_who_is_invited_and_registers_is_on_the_list_once(dublin: Dublin) -> None:
    dublin.event.capacity = None
    db.session.commit()

    assert register(dublin, dublin.kelly).id == part(dublin.kelly).id
    assert part(dublin.kelly).status is Status.CONFIRMED


def test_not_even_an_organizer_puts_two_into_one_place(dublin: Dublin) -> None:
    fields = PersonFields(name="George Dunlap", status=Status.CONFIRMED)

    with pytest.raises(BadEntry, match="All 4 places are taken"):
        people.add(event=dublin.event, fields=fields, by=dublin.lars, now=NOON)


def test_needs_are_deleted_on_the_day_that_was_stated(dublin: Dublin) -> None:
    part(dublin.ian).needs = Needs(diet=NeedsFields(diet="Vegan").diet)
    db.session.commit()

    # Dublin's clocks are an hour ahead: its 16 June begins at 23:00 of the 15th.
    last, day = (NOON.replace(month=6, day=15, hour=hour) for hour in (22, 23))
    assert [periodic_tasks.delete_needs(now=at) for at in (last, day, day)] == [0, 1, 0]
    assert db.session.scalars(select(Needs)).all() == []


def test_no_offer_outlives_the_event(dublin: Dublin) -> None:
    dublin.event.held_phase = None
    db.session.commit()
    first = somebody("George")
    register(dublin, first)
    morning = dublin.event.lifecycle.begins + timedelta(hours=9)

    says_late = attendances.answer(
        event=dublin.event, person=dublin.wei, status=Status.DECLINED, hours=None, now=morning
    )

    assert says_late.status is Status.DECLINED
    assert part(first).offer_ends_at == morning + timedelta(hours=1)


def test_an_offer_gets_shorter_when_the_event_moves_nearer(dublin: Dublin) -> None:
    dublin.event.held_phase = None
    db.session.commit()
    first = somebody("George")
    register(dublin, first)
    says(dublin, dublin.wei, Status.DECLINED)
    assert part(first).offer_ends_at == NOON + HOLD
    dublin.event.first_day = dublin.event.last_day = NOON.date()
    db.session.commit()

    waiting.move_up(event=dublin.event, now=NOON)

    assert part(first).offer_ends_at == dublin.event.lifecycle.ends - timedelta(hours=1)
    places = db.session.scalars(select(Mail).where(Mail.kind == MailKind.PLACE)).all()
    assert len(places) == 2
