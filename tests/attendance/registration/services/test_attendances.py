"""Answering an invitation."""

from datetime import date, time, timedelta

import pytest
from sqlalchemy import select

from hackathon.accounts.models import Person
from hackathon.activity.models import Activity
from hackathon.attendance.registration.domain import Details, NeedsFields
from hackathon.attendance.registration.services import attendances
from hackathon.core.domain.attendance import Status
from hackathon.core.domain.hours import Hours
from hackathon.core.errors import BadEntry, NotInvited, StaleForm
from hackathon.core.extensions import db
from hackathon.events.models import Event
from hackathon.events.participation.models import Attendance, StatusChange
from tests.dublin import FRIDAY, NOON, THURSDAY, Dublin

pytestmark = pytest.mark.postgresql

MORNING = Hours(day=THURSDAY, arrives=time(9), leaves=time(12, 30))


def part(event: Event, person: Person) -> Attendance:
    found = select(Attendance).where(Attendance.event_id == event.id, Attendance.person_id == person.id)
    return db.session.scalars(found).one()


def told(dublin: Dublin, person: Person) -> tuple[Status, list[tuple[date, time, time]]]:
    mine = part(dublin.event, person)
    return mine.status, [(each.day, each.arrives, each.leaves) for each in mine.availability]


@pytest.mark.parametrize("status", [Status.CONFIRMED, Status.MAYBE, Status.DECLINED])
def test_an_invited_person_says_whether_they_come(dublin: Dublin, status: Status) -> None:
    attendances.answer(event=dublin.event, person=dublin.kelly, status=status, hours=(), now=NOON)

    assert told(dublin, dublin.kelly) == (status, [])
    assert part(dublin.event, dublin.kelly).answered_at == NOON


def test_hours_replace_the_hours_that_were_given_before(dublin: Dublin) -> None:
    friday = Hours(day=FRIDAY, arrives=time(13), leaves=time(17))
    for hours in ((MORNING, friday), (MORNING,)):
        attendances.answer(
            event=dublin.event, person=dublin.kelly, status=Status.CONFIRMED, hours=hours, now=NOON
        )

    assert told(dublin, dublin.kelly) == (Status.CONFIRMED, [(THURSDAY, time(9), time(12, 30))])


def test_who_declines_keeps_their_hours_for_another_day(dublin: Dublin) -> None:
    for status, hours in ((Status.CONFIRMED, (MORNING,)), (Status.DECLINED, ())):
        attendances.answer(event=dublin.event, person=dublin.kelly, status=status, hours=hours, now=NOON)

    assert told(dublin, dublin.kelly) == (Status.DECLINED, [(THURSDAY, time(9), time(12, 30))])


def test_hours_outside_the_event_change_nothing(dublin: Dublin) -> None:
    late = Hours(day=date(2013, 5, 18), arrives=time(9), leaves=time(17))
    with pytest.raises(BadEntry):
        attendances.answer(
            event=dublin.event, person=dublin.kelly, status=Status.CONFIRMED, hours=(late,), now=NOON
        )

    assert told(dublin, dublin.kelly) == (Status.INVITED, [])


def test_who_is_on_no_list_cannot_put_themselves_there(dublin: Dublin) -> None:
    with pytest.raises(NotInvited):
        attendances.answer(event=dublin.event, person=dublin.msw, status=Status.CONFIRMED, hours=(), now=NOON)

    assert dublin.msw.id not in set(db.session.scalars(select(Attendance.person_id)))


def test_whose_place_was_cancelled_cannot_take_it_back_but_can_decline(dublin: Dublin) -> None:
    part(dublin.event, dublin.kelly).status = Status.CANCELLED
    db.session.commit()

    with pytest.raises(NotInvited):
        attendances.answer(
            event=dublin.event, person=dublin.kelly, status=Status.CONFIRMED, hours=(), now=NOON
        )
    assert told(dublin, dublin.kelly) == (Status.CANCELLED, [])

    attendances.answer(event=dublin.event, person=dublin.kelly, status=Status.DECLINED, hours=(), now=NOON)
    assert told(dublin, dublin.kelly) == (Status.DECLINED, [])


def test_the_moment_of_every_change_is_kept(dublin: Dublin) -> None:
    for days, status in enumerate((Status.MAYBE, Status.CONFIRMED, Status.CONFIRMED, Status.DECLINED)):
        attendances.answer(
            event=dublin.event, person=dublin.kelly, status=status, hours=None, now=NOON + timedelta(days)
        )

    mine = part(dublin.event, dublin.kelly)
    of_kelly = select(StatusChange).where(StatusChange.attendance_id == mine.id).order_by(StatusChange.at)
    assert [(each.status, (each.at - NOON).days) for each in db.session.scalars(of_kelly)] == [
        (Status.MAYBE, 0), (Status.CONFIRMED, 1), (Status.DECLINED, 3),
    ]  # fmt: skip


def test_details_are_kept_with_the_answer_and_empty_needs_are_none(dublin: Dublin) -> None:
    needs = NeedsFields(diet="Vegan", access="A ramp", wants_visa_letter=True)
    for said in (needs, NeedsFields()):
        attendances.answer(
            event=dublin.event,
            person=dublin.kelly,
            status=Status.CONFIRMED,
            hours=None,
            details=Details(affiliation="Rackspace", is_remote=True, is_shown=True, needs=said),
            now=NOON,
        )
        mine = part(dublin.event, dublin.kelly)
        kept = mine.needs and (mine.needs.diet, mine.needs.access, mine.needs.wants_visa_letter)
        assert kept == (None if said.are_none else ("Vegan", "A ramp", True))

    assert (mine.person.affiliation, mine.is_remote, mine.is_shown) == ("Rackspace", True, True)


def test_an_answer_on_an_old_page_is_refused(dublin: Dublin) -> None:
    seen = part(dublin.event, dublin.kelly).version
    attendances.answer(event=dublin.event, person=dublin.kelly, status=Status.MAYBE, hours=(), now=NOON)

    with pytest.raises(StaleForm):
        attendances.answer(
            event=dublin.event, person=dublin.kelly, status=Status.CONFIRMED, hours=(), now=NOON, seen=seen
        )
    assert told(dublin, dublin.kelly) == (Status.MAYBE, [])


def test_the_answer_stands_in_the_log(dublin: Dublin) -> None:
    attendances.answer(event=dublin.event, person=dublin.kelly, status=Status.CONFIRMED, hours=(), now=NOON)

    (entry,) = db.session.scalars(select(Activity))
    assert (entry.person_id, entry.words) == (dublin.kelly.id, "Kelly Kingsley is coming")
