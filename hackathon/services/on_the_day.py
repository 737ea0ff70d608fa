"""What happens while an event runs, one call each: it is written down, and the agenda is planned again.

The plan holds what has begun and moves as few people as it can (`domain/scheduling/freezing.py`). The
published agenda stays as it is until somebody has looked at the new draft and publishes it.
"""

from dataclasses import dataclass
from datetime import date, datetime, time
from functools import singledispatch

from hackathon.domain.agenda import Agenda, AgendaSession
from hackathon.domain.errors import BadEntry
from hackathon.domain.events import days_of
from hackathon.domain.hours import Hours, in_words
from hackathon.domain.rooms import RoomFields
from hackathon.domain.scheduling.limits import Limits
from hackathon.domain.topics import ContactLine, ContactRole, TopicFields
from hackathon.models import Attendance, Event, Person, Room, Run, Slot, Topic
from hackathon.queries import agendas, drafts
from hackathon.queries.sessions_of_topics import FIRST
from hackathon.services import activity, desk_topics, planning, presences, rooms, topics
from hackathon.services.transactions import transaction

ANSWER_WITHIN = Limits(seconds=1.5)
"""People stand in the corridor: a good answer now is better than the best one later."""

MIDNIGHT, LAST_MINUTE = time(0), time(23, 59)


@dataclass(frozen=True, slots=True, kw_only=True)
class RoomLost:
    """A room cannot be had any more."""

    room: Room


@dataclass(frozen=True, slots=True, kw_only=True)
class Away:
    """Somebody is not there on a day before that time, on the place's clocks."""

    attendance: Attendance
    day: date
    until: time


@dataclass(frozen=True, slots=True, kw_only=True)
class Overrun:
    """A session takes one slot more than was planned; `occurrence` is which one of its topic."""

    topic: Topic
    occurrence: int = FIRST


@dataclass(frozen=True, slots=True, kw_only=True)
class Dropped:
    """A topic is not held after all, or only one of its two sessions: the `occurrence` that is named."""

    topic: Topic
    occurrence: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Added:
    """Somebody has something new to hold; `form_key` makes the same form sent twice one topic."""

    title: str
    contact: str
    form_key: str


Happening = RoomLost | Away | Overrun | Dropped | Added


def happened(*, event: Event, what: Happening, by: Person | None, now: datetime) -> Run:
    """Write down what happened and have the agenda planned again; return the run.

    Raises BadEntry for what cannot be, and RunGoingOn while a plan is being made: nothing is written then.
    """
    run = _write_and_queue(event=event, what=what, by=by, now=now)
    planning.see_to(run)
    return run


@transaction
def _write_and_queue(*, event: Event, what: Happening, by: Person | None, now: datetime) -> Run:
    _write(what, event, by, now)
    return planning.queue(event=event, limits=ANSWER_WITHIN, by=by, now=now)


@singledispatch
def _write(what: Happening, event: Event, by: Person | None, now: datetime) -> None:
    raise NotImplementedError(f"nothing is known of {what}")


@_write.register
def _(what: RoomLost, event: Event, by: Person | None, now: datetime) -> None:
    room = what.room
    coming = {slot.id for slot in event.slots if not slot.is_break and slot.starts_at > now}
    closed = {closure.slot_id for closure in room.closures}
    if not coming - closed:
        raise BadEntry(f"{room.name} is closed for all that is still to come already. Nothing was changed.")
    fields = RoomFields(
        name=room.name,
        capacity=room.capacity,
        features=tuple(room.features),
        closed=frozenset(coming | closed),
    )
    rooms.change(room=room, fields=fields, seen=None, by=by, now=now)


@_write.register
def _(what: Away, event: Event, by: Person | None, now: datetime) -> None:
    attendance, name = what.attendance, what.attendance.person.name
    days = days_of(event.first_day, event.last_day)
    if what.day not in days:
        raise BadEntry(f"{in_words(what.day)} is not a day of the event. Choose one of its days.")
    hours = {
        each.day: Hours(day=each.day, arrives=each.arrives, leaves=each.leaves)
        for each in attendance.presences
    }
    if not hours:
        hours = {day: Hours(day=day, arrives=MIDNIGHT, leaves=LAST_MINUTE) for day in days}
    there = hours.pop(what.day, None)
    if there is not None and what.until < there.leaves:
        hours[what.day] = Hours(day=what.day, arrives=max(what.until, there.arrives), leaves=there.leaves)
    if not hours:
        raise BadEntry(f"Then {name} does not come at all. Say so on the people page: “Cancelled”.")
    presences.replace(attendance=attendance, hours=hours.values())
    activity.did(
        f"noted that {name} is away until {what.until:%H:%M} on {in_words(what.day)}",
        event=event,
        by=by,
        now=now,
    )


@_write.register
def _(what: Overrun, event: Event, by: Person | None, now: datetime) -> None:
    topic, published = what.topic, agendas.latest(event)
    sessions = _running(published, topic)
    session = next((each for each in sessions if each.occurrence == what.occurrence), None)
    if session is None and len(sessions) == 1:
        session = sessions[0]
    if session is None:
        raise BadEntry(f"“{topic.title}” is not in the published agenda, so it cannot overrun.")
    after = next((slot for slot in event.slots if slot.starts_at == session.ends), None)
    if after is None or after.is_break:
        raise BadEntry(
            f"Nothing follows “{topic.title}” without a break, so it cannot take a slot more. "
            "Change the slots under Rooms and hours first."
        )
    _lengthen(topic, session.occurrence)
    which = "a session of " if len(sessions) > 1 else ""
    activity.did(f"let {which}“{topic.title}” take a slot more", event=event, by=by, now=now)


@_write.register
def _(what: Dropped, event: Event, by: Person | None, now: datetime) -> None:
    topic = what.topic
    sessions = _running(agendas.latest(event), topic)
    gone = [each for each in sessions if what.occurrence in (None, each.occurrence)]
    if any(each.starts <= now < _end(event) for each in gone):
        raise BadEntry(f"“{topic.title}” has begun, so it stays in the agenda.")
    if len(gone) == len(sessions):
        topics.withdraw(topic=topic, by=by, now=now)
        return
    _drop_one(event, topic, gone[0].occurrence)
    activity.did(f"dropped a session of “{topic.title}”", event=event, by=by, now=now)


@_write.register
def _(what: Added, event: Event, by: Person | None, now: datetime) -> None:
    contacts = [ContactLine(name=what.contact, role=ContactRole.TECHNICAL_CONTACT)] if what.contact else []
    desk_topics.add(
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
    """Let one session of a topic take a slot more; the other one stays as long as it was."""
    if occurrence > FIRST:
        topic.second_length = (topic.second_length or topic.length) + 1
        return
    if topic.may_run_twice:
        topic.second_length = topic.second_length or topic.length
    topic.length += 1


def _drop_one(event: Event, topic: Topic, occurrence: int) -> None:
    """Let a topic run once, and take one of its sessions out of the draft; the plan then keeps the other."""
    topic.may_run_twice = False
    draft = drafts.current(event)
    if draft:
        draft.sessions = [
            each for each in draft.sessions if (each.topic_id, each.occurrence) != (topic.id, occurrence)
        ]


def _end(event: Event) -> datetime:
    last: Slot = event.slots[-1]
    return last.ends_at
