"""Creating an event, and changing what it says and how it counts."""

from dataclasses import replace
from datetime import UTC, date, datetime, time
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from hackathon.activity.models import Activity
from hackathon.core.domain.attendance import Status
from hackathon.core.domain.votes import Weights
from hackathon.core.errors import BadEntry, StaleForm
from hackathon.core.extensions import db
from hackathon.event_settings import queries as settings
from hackathon.event_settings.services import events
from hackathon.events.models import Event
from hackathon.events.participation.models import Attendance
from hackathon.planning.timetable.models import Slot
from tests.dublin import FRIDAY, NOON, THURSDAY, Dublin

BOSTON: dict[str, Any] = {
    "slug": "boston-2014",
    "title": "Xen Hackathon Boston",
    "zone": "America/New_York",
    "first_day": date(2014, 5, 29),
    "last_day": date(2014, 5, 30),
    "place": "Boston",
    "now": NOON,
}
SATURDAY = date(2013, 5, 18)


def slugs() -> list[str]:
    return list(db.session.scalars(select(Event.slug).order_by(Event.slug)))


def hours(event: Event) -> list[tuple[date, time, time]]:
    return [(each.day, each.opens, each.closes) for each in event.hours]


def last_words() -> str | None:
    return db.session.scalar(select(Activity.words).order_by(Activity.id.desc()).limit(1))


def test_who_creates_an_event_organizes_it_and_comes(dublin: Dublin) -> None:
    event = events.create(**BOSTON, by=dublin.lars)

    mine = db.session.scalars(select(Attendance).where(Attendance.event_id == event.id)).one()
    assert (mine.person, mine.status, mine.is_organizer) == (dublin.lars, Status.CONFIRMED, True)
    assert last_words() == "Lars Kurth created the event Xen Hackathon Boston"


def test_an_event_made_on_the_command_line_has_no_organizer_yet(app: Flask) -> None:  # noqa: ARG001 -- its tables
    event = events.create(**BOSTON, by=None)

    assert db.session.scalars(select(Attendance).where(Attendance.event_id == event.id)).all() == []
    assert last_words() == "A command on the server created the event Xen Hackathon Boston"


def test_a_new_event_is_open_from_nine_to_five(dublin: Dublin) -> None:
    event = events.create(**BOSTON, by=dublin.lars)

    assert hours(event) == [
        (date(2014, 5, 29), time(9), time(17)),
        (date(2014, 5, 30), time(9), time(17)),
    ]


@pytest.mark.parametrize(
    "wrong",
    [
        {"slug": "dublin-2013"},
        {"slug": "account"},
        {"slug": "Boston 2014"},
        {"title": "  "},
        {"zone": "Boston"},
        {"last_day": date(2014, 5, 28)},
    ],
)
def test_an_event_that_cannot_be_is_refused(dublin: Dublin, wrong: dict[str, Any]) -> None:
    with pytest.raises(BadEntry):
        events.create(**{**BOSTON, **wrong}, by=dublin.lars)

    assert slugs() == ["dublin-2013"]


def test_an_edit_reads_back_as_it_was_written(dublin: Dublin) -> None:
    fields = replace(
        settings.fields_of(dublin.event),
        title="Xen Hackathon in Dublin",
        about="Two days of *code*.",
        notice="Bring a power strip.",
        place="Google, Dublin",
        votes_open=datetime.fromisoformat("2013-04-01T08:00"),
        votes_close=datetime.fromisoformat("2013-05-10T18:00"),
        weights=Weights(must=8, will=4, maybe=2),
        percent_invited=30,
        percent_maybe=60,
        cost_loss=11,
        cost_seat=2,
        cost_change=21,
        most_in_a_row=2,
        room_change_minutes=10,
        hue=20,
    )

    events.change(event=dublin.event, fields=fields, seen=1, by=dublin.lars, now=NOON)

    assert settings.fields_of(dublin.event) == fields
    assert last_words() == "Lars Kurth changed the settings"


def test_the_voting_window_is_on_the_clocks_of_the_place(dublin: Dublin) -> None:
    fields = replace(settings.fields_of(dublin.event), votes_close=datetime.fromisoformat("2013-05-10T18:00"))

    events.change(event=dublin.event, fields=fields, seen=1, by=dublin.lars, now=NOON)

    assert dublin.event.votes_close == datetime(2013, 5, 10, 17, tzinfo=UTC)


def test_a_new_day_opens_from_nine_to_five_and_the_others_stay(dublin: Dublin) -> None:
    dublin.event.hours[0].opens = time(8)
    db.session.commit()
    fields = replace(settings.fields_of(dublin.event), last_day=SATURDAY)

    events.change(event=dublin.event, fields=fields, seen=dublin.event.version, by=dublin.lars, now=NOON)

    assert hours(dublin.event) == [
        (THURSDAY, time(8), time(17)),
        (FRIDAY, time(9), time(17)),
        (SATURDAY, time(9), time(17)),
    ]


def test_a_day_with_slots_stays_until_they_are_removed(dublin: Dublin) -> None:
    fields = replace(settings.fields_of(dublin.event), last_day=THURSDAY)

    with pytest.raises(BadEntry, match="17 May 2013"):
        events.change(event=dublin.event, fields=fields, seen=1, by=dublin.lars, now=NOON)
    for slot in db.session.scalars(select(Slot).where(Slot.day == FRIDAY)):
        db.session.delete(slot)
    db.session.commit()
    events.change(event=dublin.event, fields=fields, seen=1, by=dublin.lars, now=NOON)

    assert hours(dublin.event) == [(THURSDAY, time(9), time(17))]


def test_a_stale_edit_changes_nothing(dublin: Dublin) -> None:
    before = settings.fields_of(dublin.event)
    events.change(event=dublin.event, fields=replace(before, hue=10), seen=1, by=dublin.lars, now=NOON)

    with pytest.raises(StaleForm):
        events.change(event=dublin.event, fields=replace(before, hue=20), seen=1, by=dublin.lars, now=NOON)

    assert dublin.event.hue == 10
