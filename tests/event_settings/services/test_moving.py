"""Moving an event: everything moves by the same days, and back again."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import HealthCheck, example, given
from hypothesis import strategies as st
from sqlalchemy import select

from hackathon.core.errors import BadEntry, StaleForm
from hackathon.core.extensions import db
from hackathon.event_settings import queries as settings
from hackathon.event_settings.services import moving
from hackathon.events.models import Milestone
from hackathon.events.participation.models import Attendance, Availability
from hackathon.planning.timetable.models import Slot
from tests.dublin import NOON, THURSDAY, Dublin
from tests.examples import examples


def moved(dublin: Dublin, first_day: date, *, seen: int | None = None) -> None:
    moving.move(event=dublin.event, first_day=first_day, seen=seen, by=dublin.lars, now=NOON)


def everything(dublin: Dublin, days: timedelta = timedelta()) -> list[object]:
    """Return every date and time of the event, with the dates moved by these days."""
    event = dublin.event
    fields = settings.fields_of(event)
    return [
        fields.first_day + days,
        fields.last_day + days,
        fields.votes_close and fields.votes_close + days,
        [(each.id, each.day + days, each.opens, each.closes) for each in event.hours],
        [(each.id, each.day + days, each.row) for each in event.slots],
        [(each.id, each.starts and each.starts + days, each.ends) for each in event.milestones],
        [(each.id, each.day + days, each.hours.arrives) for each in db.session.scalars(select(Availability))],
    ]


def with_dates(dublin: Dublin) -> None:
    """Give the event what it lacks: a deadline, a milestone, and somebody who comes on one day."""
    dublin.event.votes_close = datetime(2013, 5, 10, 17, tzinfo=UTC)
    dublin.event.milestones = [Milestone(name="Hotel", starts=date(2013, 4, 2), changed_at=NOON)]
    attendance = db.session.scalars(select(Attendance).where(Attendance.person == dublin.wei)).one()
    attendance.availability = [Availability(day=THURSDAY, arrives=time(9), leaves=time(12))]
    db.session.commit()


@examples(40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(first_day=st.dates(date(1991, 1, 1), date(2098, 1, 1)))
@example(first_day=date(2013, 5, 17))  # onto its own second day
@example(first_day=date(2013, 5, 15))
def test_everything_moves_by_the_same_days_and_back(dublin: Dublin, first_day: date) -> None:
    if not dublin.event.milestones:
        with_dates(dublin)
    before, expected = everything(dublin), everything(dublin, first_day - THURSDAY)

    moved(dublin, first_day)
    assert everything(dublin) == expected

    moved(dublin, THURSDAY)
    assert everything(dublin) == before


def test_a_move_that_cannot_be_changes_nothing(dublin: Dublin) -> None:
    dublin.event.slots.append(Slot(day=THURSDAY, starts=time(1, 15), ends=time(1, 45)))
    db.session.commit()
    before = everything(dublin)

    for first_day, words in (
        (date(2013, 3, 31), "01:15 does not exist on 31 March 2013"),
        (date(9999, 12, 31), "not a valid year"),
    ):
        with pytest.raises(BadEntry, match=words):
            moved(dublin, first_day)
    with pytest.raises(StaleForm):
        moved(dublin, date(2014, 5, 29), seen=dublin.event.version - 1)

    assert everything(dublin) == before
