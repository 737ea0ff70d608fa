"""Incidents during an event: each is recorded, and the agenda is planned again.

The plan keeps started sessions in place and affects as few people as possible (`planner/freezing.py`). The
published agenda doesn't change until someone publishes the new draft.
"""

from dataclasses import dataclass, replace
from datetime import date, datetime, time
from functools import singledispatch

from hackathon.accounts.models import Person
from hackathon.activity import services as activity
from hackathon.activity.messages import LogKind
from hackathon.agenda import queries as agendas
from hackathon.attendance.registration.queries.hours import opening
from hackathon.attendance.registration.services import availability
from hackathon.core.database.locks import Lock
from hackathon.core.database.transactions import transaction
from hackathon.core.domain import clocks
from hackathon.core.domain.agenda import Agenda, AgendaSession
from hackathon.core.domain.clocks import Span
from hackathon.core.domain.timetable import follows
from hackathon.core.domain.topics import ContactLine, ContactRole, TopicFields
from hackathon.core.errors import BadEntry, EventEnded
from hackathon.core.text.messages import LongDay, message
from hackathon.events.domain import days_of
from hackathon.events.models import Event
from hackathon.events.participation.models import Attendance
from hackathon.planner.limits import Limits
from hackathon.planning.drafts.models import Run
from hackathon.planning.drafts.queries import drafts
from hackathon.planning.problem.queries.sessions_of_topics import FIRST
from hackathon.planning.rooms import services as rooms
from hackathon.planning.rooms.domain import RoomFields
from hackathon.planning.rooms.models import Room
from hackathon.planning.runs import services as planning
from hackathon.topics.models import Topic
from hackathon.topics.services import organizer_topics, topics

ANSWER_WITHIN = Limits(seconds=1.5)
"""People are waiting in the corridor: a good answer now is better than the best one later."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RoomLost:
    """A room can't be used any more."""

    room: Room


@dataclass(frozen=True, slots=True, kw_only=True)
class Absence:
    """Someone is absent on a day before a local time."""

    attendance: Attendance
    day: date
    until: time


@dataclass(frozen=True, slots=True, kw_only=True)
class Overrun:
    """A session takes one more slot than planned; `occurrence` is its number among the topic's sessions."""

    topic: Topic
    occurrence: int = FIRST


@dataclass(frozen=True, slots=True, kw_only=True)
class Dropped:
    """A topic is not held after all, or only one of its two sessions (`occurrence`)."""

    topic: Topic
    occurrence: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AddedSession:
    """Someone offers a new session; with the same `form_key`, only one topic is added."""

    title: str
    contact: str
    form_key: str


Incident = RoomLost | Absence | Overrun | Dropped | AddedSession


@transaction(takes=Lock.ROLL)
def record_incident(*, event: Event, what: Incident, by: Person | None, now: datetime) -> Run:
    """Record what happened and request a new plan; return the run.

    Raises EventEnded, BadEntry for impossible input, and RunGoingOn during another run; then nothing is
    saved.
    """
    if event.is_over(now):
        raise EventEnded(
            message("%(event)s has ended, so its agenda can no longer change.", event=event.title)
        )
    _write(what, event, by, now)
    return planning.request_run(event=event, limits=ANSWER_WITHIN, by=by, now=now)


@singledispatch
def _write(what: Incident, event: Event, by: Person | None, now: datetime) -> None:
    raise NotImplementedError(f"nothing is known of {what}")


@_write.register
def _close_room(what: RoomLost, event: Event, by: Person | None, now: datetime) -> None:
    room = what.room
    coming = {slot.id for slot in event.slots if not slot.is_break and slot.starts_at > now}
    closed = {closure.slot_id for closure in room.closures}
    if not coming - closed:
        raise BadEntry(
            message(
                "%(room)s is already closed for all remaining slots. Nothing was changed.", room=room.name
            )
        )
    fields = RoomFields(
        name=room.name,
        capacity=room.capacity,
        features=tuple(room.features),
        closed=frozenset(coming | closed),
    )
    rooms.change(room=room, fields=fields, seen=None, by=by, now=now)


@_write.register
def _record_absence(what: Absence, event: Event, by: Person | None, now: datetime) -> None:
    attendance, name = what.attendance, what.attendance.person.name
    days = days_of(event.first_day, event.last_day)
    if what.day not in days:
        raise BadEntry(
            message(
                "%(day)s is not a day of the event. Please choose one of its days.", day=LongDay(what.day)
            )
        )
    until = clocks.checked(what.day, what.until, event.zone)
    hours = {each.day: each.hours for each in attendance.availability}
    if not hours:
        # Nothing runs while the event is closed, so being there throughout means the opening hours.
        hours = {each.day: each for each in opening(event)}
    there, night = hours.pop(what.day, None), hours.get(what.day - clocks.DAY)
    if night is not None and night.runs_over:
        hours[night.day] = replace(night, leaves=clocks.MIDNIGHT)
    if there is not None and clocks.moment(what.day, until, event.zone) < there.span(event.zone).ends:
        hours[what.day] = replace(there, arrives=max(until, there.arrives))
    if not hours:
        raise BadEntry(
            message(
                "%(person)s would miss the whole event. Set their status to “Cancelled” on the people page.",
                person=name,
            )
        )
    availability.replace(attendance=attendance, hours=hours.values())
    activity.record(
        LogKind.NOTED_ABSENCE,
        event=event,
        by=by,
        now=now,
        person=name,
        time=what.until,
        day=LongDay(what.day),
    )


@_write.register
def _extend_session(what: Overrun, event: Event, by: Person | None, now: datetime) -> None:
    topic, published = what.topic, agendas.latest(event)
    sessions = _running(published, topic)
    session = next((each for each in sessions if each.occurrence == what.occurrence), None)
    if session is None and len(sessions) == 1:
        session = sessions[0]
    if session is None:
        raise BadEntry(
            message("“%(topic)s” is not in the published agenda, so it can't overrun.", topic=topic.title)
        )
    ended = Span(starts=session.planned_start, ends=session.planned_end)
    after = next((slot for slot in event.slots_in_order if follows(ended, slot.span)), None)
    if after is None or after.is_break:
        raise BadEntry(
            message(
                "No slot follows “%(topic)s” directly, so it can't be extended. "
                "Change the slots under Rooms and times first.",
                topic=topic.title,
            )
        )
    _lengthen(topic, session.occurrence)
    kind = LogKind.EXTENDED_SESSION if len(sessions) > 1 else LogKind.EXTENDED_TOPIC
    activity.record(kind, event=event, by=by, now=now, topic=topic.title)


@_write.register
def _cancel_session(what: Dropped, event: Event, by: Person | None, now: datetime) -> None:
    topic = what.topic
    sessions = _running(agendas.latest(event), topic)
    gone = [each for each in sessions if what.occurrence in (None, each.occurrence)]
    if any(each.starts <= now < _end(event) for each in gone):
        raise BadEntry(
            message("“%(topic)s” has already started, so it can't be cancelled.", topic=topic.title)
        )
    if len(gone) == len(sessions):
        topics.withdraw(topic=topic, by=by, now=now)
        return
    _drop_one(event, topic, gone[0].occurrence)
    activity.record(LogKind.CANCELLED_SESSION, event=event, by=by, now=now, topic=topic.title)


@_write.register
def _add_topic(what: AddedSession, event: Event, by: Person | None, now: datetime) -> None:
    contacts = [ContactLine(name=what.contact, role=ContactRole.TECHNICAL_CONTACT)] if what.contact else []
    organizer_topics.add(
        event=event,
        fields=TopicFields(title=what.title),
        contacts=contacts,
        by=by,
        form_key=what.form_key,
        now=now,
    )


def _running(published: Agenda | None, topic: Topic) -> list[AgendaSession]:
    return [each for each in published.running if each.topic == topic.number] if published else []


def _lengthen(topic: Topic, occurrence: int) -> None:
    """Make one session of a topic a slot longer; the other one keeps its length."""
    if occurrence > FIRST:
        topic.second_length = (topic.second_length or topic.length) + 1
        return
    if topic.may_run_twice:
        topic.second_length = topic.second_length or topic.length
    topic.length += 1


def _drop_one(event: Event, topic: Topic, occurrence: int) -> None:
    """Make a topic run only once, and remove one of its sessions from the draft; the plan keeps the other."""
    topic.may_run_twice = False
    draft = drafts.current(event)
    if draft:
        draft.sessions = [
            each for each in draft.sessions if (each.topic_id, each.occurrence) != (topic.id, occurrence)
        ]


def _end(event: Event) -> datetime:
    return max(slot.ends_at for slot in event.slots)
