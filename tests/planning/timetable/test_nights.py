"""An event that goes on past midnight, on the night on which the clocks go back."""

import json
from datetime import UTC, date, datetime, time
from itertools import pairwise

import icalendar
import pytest
from sqlalchemy import select

from hackathon.agenda import queries as agendas
from hackathon.agenda.domain import grid
from hackathon.agenda.feeds.exports.frab import schedule_json
from hackathon.agenda.feeds.exports.ical import calendar
from hackathon.attendance.registration.services import availability
from hackathon.core.domain.agenda import Agenda
from hackathon.core.domain.clocks import Fold, chosen
from hackathon.core.domain.hours import Hours
from hackathon.core.domain.phases import Phase
from hackathon.core.domain.timetable import SlotPattern, TimetableRow
from hackathon.core.errors import BadEntry
from hackathon.core.extensions import db
from hackathon.event_settings import queries as settings
from hackathon.event_settings.services import events
from hackathon.events.models import Event
from hackathon.events.participation.models import Attendance, Availability
from hackathon.importing.queries.event_pages import page_of
from hackathon.importing.services import importing
from hackathon.pages.readers.json_document import read
from hackathon.pages.writers.json_document import write
from hackathon.planner.limits import Limits
from hackathon.planning.on_the_day import services as on_the_day
from hackathon.planning.on_the_day.services import Absence
from hackathon.planning.problem.queries import problems
from hackathon.planning.runs import jobs as job
from hackathon.planning.runs import services as planning
from hackathon.planning.timetable import services as timetable
from hackathon.planning.timetable.domain import SlotRequest
from hackathon.publication.services import publishing
from tests.conftest import Visitor
from tests.dublin import NOON, Dublin

SATURDAY, SUNDAY = date(2013, 10, 26), date(2013, 10, 27)
SNACK = TimetableRow(starts=time(0), ends=time(0, 30), is_break=True, label="Snack")
NIGHT = (time(20), time(4))


@pytest.fixture
def night(dublin: Dublin) -> Dublin:
    """One Saturday in October, from eight in the evening to four in the morning: nine hours."""
    event = dublin.event
    for slot in event.slots:
        db.session.delete(slot)
    event.hours, event.held_phase = [], None
    event.first_day = event.last_day = SATURDAY
    db.session.commit()
    timetable.set_hours(event=event, hours={SATURDAY: NIGHT}, seen=None, by=None, now=NOON)
    request = SlotRequest(days=frozenset({SATURDAY}), pattern=SlotPattern(slots=8, breaks=(SNACK,)))
    timetable.generate_slots(event=event, request=request, seen=None, by=None, now=NOON)
    return dublin


def published(night: Dublin) -> Agenda:
    job.plan(planning.queue(event=night.event, limits=Limits(), by=None, now=NOON).id)
    publishing.publish(event=night.event, note="", by=None, now=NOON)
    found = agendas.latest(night.event)
    assert found is not None
    return found


def told(event: Event) -> list[str]:
    return [f"{slot.day.day} {slot.row.in_words}" for slot in event.slots_in_order]


def test_a_night_is_laid_out_without_a_gap_and_comes_twice_through_one_hour(night: Dublin) -> None:
    assert told(night.event) == [
        "26 20:00 to 21:00",
        "26 21:00 to 22:00",
        "26 22:00 to 23:00",
        "26 23:00 to 24:00",
        "27 00:00 to 00:30",
        "27 00:30 to 01:30",
        "27 01:30 to 01:30",
        "27 01:30 to 02:30",
        "27 02:30 to 03:30",
    ]
    spans = [slot.span for slot in night.event.slots_in_order]
    assert all(before.ends == after.starts for before, after in pairwise(spans))
    assert spans[-1].ends == datetime(2013, 10, 27, 3, 30, tzinfo=UTC)


def test_the_planner_takes_the_slots_in_their_order_and_no_session_crosses_midnight(night: Dublin) -> None:
    problem = problems.load_problem(night.event, draft=None, published=None, now=NOON).problem

    assert [slot.starts for slot in problem.slots] == sorted(slot.starts for slot in problem.slots)
    assert [slot.day for slot in problem.slots] == [0, 0, 0, 0, 1, 1, 1, 1]
    assert len({slot.block for slot in problem.slots}) == 2


def test_each_session_belongs_to_the_day_on_which_it_starts(night: Dublin) -> None:
    agenda = published(night)

    assert agenda.days == (SATURDAY, SUNDAY)
    for each in grid.of_days(agenda):
        for row in each.rows:
            assert agenda.local(row.starts).date() == each.day
            for session in (session for cell in row.cells for session in cell.sessions):
                assert agenda.local(session.starts).date() == each.day
    days = json.loads(schedule_json(agenda, "https://hackathon.example/x"))["schedule"]["conference"]["days"]
    assert [day["date"] for day in days] == ["2013-10-26", "2013-10-27"]
    for day in days:
        assert day["day_start"] < day["day_end"]
        for session in (session for room in day["rooms"].values() for session in room):
            assert session["date"].startswith(day["date"])
    feed = icalendar.Calendar.from_ical(calendar(agenda, name="x", link=lambda _: "x"))
    starts = {entry.decoded("dtstart") for entry in feed.walk("VEVENT")}
    assert starts == {session.starts for session in agenda.running}


def test_pages_show_an_end_on_the_next_day_as_such(night: Dublin, visitor: Visitor) -> None:
    home = visitor.get("/dublin-2013/").text
    rooms = visitor.signed_in_as(night.lars).get("/dublin-2013/organize/rooms").text

    assert "20:00–04:00 (+1)" in " ".join(home.split())  # noqa: RUF001 -- an en dash
    assert "23:00–24:00" in rooms  # noqa: RUF001 -- an en dash
    assert "20:00–04:00 (+1)" in rooms  # noqa: RUF001 -- an en dash
    assert rooms.count(", change</span>") == 9
    assert "Overnight from the previous day" in rooms


def test_the_event_ends_when_its_last_night_does(night: Dublin) -> None:
    phases = [
        night.event.phase(datetime(2013, 10, day, hour, minute, tzinfo=UTC))
        for day, hour, minute in ((25, 22, 59), (25, 23, 0), (27, 3, 59), (27, 4, 0))
    ]

    assert phases == [Phase.VOTING, Phase.RUNNING, Phase.RUNNING, Phase.ENDED]


def test_an_exported_night_says_24_and_which_of_two_and_reads_back(night: Dublin) -> None:
    before = told(night.event)
    text = write(page_of(night.event))
    setup = json.loads(text)["page"]["setup"]
    for slot in list(night.event.slots):
        timetable.remove_slot(slot=slot, seen=None, by=None, now=NOON)

    importing.apply(text=text, page=read(text), target=night.event, by=None, now=NOON)
    db.session.expire_all()

    assert {"day": "2013-10-26", "starts": "23:00:00", "ends": "24:00:00"} in setup["slots"]
    assert any(slot.get("starts_second") for slot in setup["slots"])
    assert told(night.event) == before


def test_hours_are_closed_at_24(night: Dublin) -> None:
    for slot in list(night.event.slots):
        timetable.remove_slot(slot=slot, seen=None, by=None, now=NOON)
    timetable.set_hours(event=night.event, hours={SATURDAY: (time(9), time(0))}, seen=None, by=None, now=NOON)
    text = write(page_of(night.event))

    assert '"closes": "24:00:00"' in text
    assert read(text).event == page_of(night.event).event


def test_a_time_that_comes_twice_is_asked_for_and_then_kept(night: Dublin) -> None:
    for slot in night.event.slots_in_order[-2:]:
        timetable.remove_slot(slot=slot, seen=None, by=None, now=NOON)
    plain = TimetableRow(starts=time(1, 30), ends=time(2))

    with pytest.raises(BadEntry, match="01:30 happens twice on 27 October 2013"):
        timetable.add_slot(event=night.event, day=SUNDAY, row=plain, seen=None, by=None, now=NOON)
    row = TimetableRow(starts=chosen(time(1, 30), Fold.SECOND), ends=time(2))
    slot = timetable.add_slot(event=night.event, day=SUNDAY, row=row, seen=None, by=None, now=NOON)

    db.session.expire_all()
    assert slot.starts_at == datetime(2013, 10, 27, 1, 30, tzinfo=UTC)


def test_the_form_of_a_slot_asks_which_one_is_meant(night: Dublin, visitor: Visitor) -> None:
    last = night.event.slots_in_order[-1]
    timetable.remove_slot(slot=last, seen=None, by=None, now=NOON)
    lars = visitor.signed_in_as(night.lars)
    sent = {"version": night.event.version, "day": "2013-10-27", "starts": "02:30", "ends": "03:30"}

    assert lars.post("/dublin-2013/organize/rooms/slots/new", data=sent).status_code == 303
    sent = {**sent, "version": night.event.version, "starts": "01:30", "ends": "02:30"}
    asked = lars.post("/dublin-2013/organize/rooms/slots/new", data=sent)

    assert asked.status_code == 422
    assert '<select name="starts"' in asked.text
    assert '<select name="ends"' not in asked.text


def test_the_clocks_are_checked_wherever_hours_are_entered(night: Dublin) -> None:
    attendance = db.session.scalars(select(Attendance).where(Attendance.person_id == night.ian.id)).one()
    event = night.event
    for slot in list(event.slots):
        timetable.remove_slot(slot=slot, seen=None, by=None, now=NOON)

    with pytest.raises(BadEntry, match="happens twice"):
        timetable.set_hours(
            event=event, hours={SATURDAY: (time(20), time(1, 30))}, seen=None, by=None, now=NOON
        )
    with pytest.raises(BadEntry, match="happens twice"):
        availability.replace(
            attendance=attendance, hours=[Hours(day=SATURDAY, arrives=time(20), leaves=time(1, 15))]
        )
    fields = settings.fields_of(event)
    with pytest.raises(BadEntry, match="happens twice"):
        events.change(
            event=event, seen=None, by=None, now=NOON,
            fields=type(fields)(
                title="X", zone="Europe/Dublin", first_day=SATURDAY, last_day=SATURDAY,
                votes_close=datetime.fromisoformat("2013-10-27T01:30"),
            ),
        )  # fmt: skip


def test_a_zone_in_which_a_slot_has_no_time_is_refused(night: Dublin) -> None:
    event = night.event
    for slot in list(event.slots):
        timetable.remove_slot(slot=slot, seen=None, by=None, now=NOON)
    event.first_day = event.last_day = date(2013, 3, 31)
    event.hours[0].day = date(2013, 3, 31)
    db.session.commit()
    timetable.set_hours(
        event=event, hours={date(2013, 3, 31): (time(0), time(20))}, seen=None, by=None, now=NOON
    )
    timetable.add_slot(
        event=event, day=date(2013, 3, 31), row=TimetableRow(starts=time(2, 15), ends=time(4)),
        seen=None, by=None, now=NOON,
    )  # fmt: skip
    fields = settings.fields_of(event)

    with pytest.raises(BadEntry, match="02:15 does not exist on 31 March 2013"):
        events.change(
            event=event, seen=None, by=None, now=NOON,
            fields=type(fields)(
                title="X", zone="Europe/Berlin", first_day=event.first_day, last_day=event.last_day
            ),
        )  # fmt: skip


def test_who_is_there_for_the_evening_is_away_in_the_night(night: Dublin) -> None:
    attendance = db.session.scalars(select(Attendance).where(Attendance.person_id == night.ian.id)).one()
    spans = [slot.span for slot in night.event.slots_in_order]

    availability.replace(attendance=attendance, hours=[Hours(day=SATURDAY, arrives=time(21), leaves=time(0))])
    assert attendance.away(spans) == (0, 4, 5, 6, 7, 8)

    availability.replace(attendance=attendance, hours=[Hours(day=SATURDAY, arrives=time(21), leaves=time(3))])
    assert attendance.away(spans) == (0, 8)


def test_who_comes_late_on_the_day_is_there_for_the_rest_of_the_night(night: Dublin) -> None:
    published(night)
    attendance = db.session.scalars(select(Attendance).where(Attendance.person_id == night.ian.id)).one()

    what = Absence(attendance=attendance, day=SATURDAY, until=time(22))
    on_the_day.record_incident(event=night.event, what=what, by=None, now=NOON)

    found = db.session.scalars(select(Availability)).one()
    assert found.hours == Hours(day=SATURDAY, arrives=time(22), leaves=time(4))


def test_a_slot_of_the_night_goes_with_the_hours_that_hold_it(night: Dublin) -> None:
    with pytest.raises(BadEntry, match="slot on Sunday 27 October 2013, 02:30 to 03:30"):
        timetable.set_hours(
            event=night.event, hours={SATURDAY: (time(20), time(3))}, seen=None, by=None, now=NOON
        )
