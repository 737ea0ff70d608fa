"""Who has come: by an organizer, by themselves, and taken back."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from hackathon.accounts.models import Person
from hackathon.attendance.check_in import services as arrivals
from hackathon.core.domain.attendance import Status
from hackathon.core.domain.phases import Phase
from hackathon.core.errors import BadEntry, LinkSpent, NotInvited
from hackathon.core.extensions import db
from hackathon.events.participation.models import Attendance
from tests.dublin import NOON, Dublin

AT_NINE = NOON.replace(day=16, hour=8)
"""Nine o'clock in Dublin, on the first day."""


def part(person: Person) -> Attendance:
    return db.session.scalars(select(Attendance).where(Attendance.person_id == person.id)).one()


def test_the_first_check_in_counts_and_can_be_taken_back(dublin: Dublin) -> None:
    for minutes in (0, 5):
        now = AT_NINE + timedelta(minutes=minutes)
        arrivals.check_in(attendance=part(dublin.ian), by=dublin.lars, now=now)
    assert part(dublin.ian).checked_in_at == AT_NINE

    for _ in range(2):
        arrivals.undo(attendance=part(dublin.ian), by=dublin.lars, now=AT_NINE)
    assert (part(dublin.ian).checked_in_at, part(dublin.ian).status) == (None, Status.CONFIRMED)


def test_who_is_there_comes_whatever_they_said(dublin: Dublin) -> None:
    arrivals.check_in(attendance=part(dublin.kelly), by=dublin.lars, now=AT_NINE)

    assert part(dublin.kelly).status is Status.CONFIRMED


def test_a_full_room_is_full_at_the_door_too(dublin: Dublin) -> None:
    dublin.event.capacity = 4
    db.session.commit()

    with pytest.raises(BadEntry, match="All 4 places are taken"):
        arrivals.check_in(attendance=part(dublin.kelly), by=dublin.lars, now=AT_NINE)
    arrivals.check_in(attendance=part(dublin.ian), by=dublin.lars, now=AT_NINE)


def test_whose_place_was_cancelled_is_not_let_in_by_a_button(dublin: Dublin) -> None:
    part(dublin.kelly).status = Status.CANCELLED
    db.session.commit()

    with pytest.raises(BadEntry, match="cancelled"):
        arrivals.check_in(attendance=part(dublin.kelly), by=dublin.lars, now=AT_NINE)


def test_the_code_at_the_door_works_on_the_days_until_it_is_renewed(dublin: Dublin) -> None:
    event = dublin.event
    event.held_phase = None
    db.session.commit()
    arrivals.renew_door(event=event, by=dublin.lars, now=NOON)
    secret = event.door_secret or ""

    with pytest.raises(BadEntry, match="Check-in opens on 16 May 2013"):
        arrivals.arrive(event=event, secret=secret, person=dublin.ian, now=NOON)
    with pytest.raises(BadEntry, match=r"Xen Hackathon has ended\. Check-in is closed"):
        arrivals.arrive(event=event, secret=secret, person=dublin.ian, now=AT_NINE + timedelta(days=2))
    with pytest.raises(NotInvited):
        arrivals.arrive(event=event, secret=secret, person=dublin.msw, now=AT_NINE)
    arrivals.arrive(event=event, secret=secret, person=dublin.ian, now=AT_NINE)
    assert part(dublin.ian).checked_in_at == AT_NINE

    arrivals.renew_door(event=event, by=dublin.lars, now=AT_NINE)
    with pytest.raises(LinkSpent):
        arrivals.arrive(event=event, secret=secret, person=dublin.wei, now=AT_NINE)


def test_the_door_opens_early_where_an_organizer_has_begun_the_event(dublin: Dublin) -> None:
    dublin.event.held_phase = Phase.RUNNING
    db.session.commit()
    arrivals.renew_door(event=dublin.event, by=dublin.lars, now=NOON)

    secret = dublin.event.door_secret or ""
    arrivals.arrive(event=dublin.event, secret=secret, person=dublin.ian, now=NOON)

    assert part(dublin.ian).checked_in_at == NOON
