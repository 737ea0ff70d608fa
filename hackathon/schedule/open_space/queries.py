"""Loading today's pitches and open slots."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import func, select
from sqlalchemy.orm import selectinload

from hackathon.accounts.models import Person
from hackathon.core.domain.agenda import Agenda, AgendaSession
from hackathon.core.domain.clocks import MIDNIGHT, moment
from hackathon.core.domain.votes import Choice
from hackathon.core.extensions import db
from hackathon.events.models import Event
from hackathon.planning.drafts.models import Draft
from hackathon.planning.drafts.queries import drafts
from hackathon.planning.timetable.models import Slot
from hackathon.schedule.open_space.domain import OccupiedRoom, OpenCell, still_open
from hackathon.topics.models import Contact, Topic
from hackathon.topics.votes.models import Vote


@dataclass(frozen=True, slots=True, kw_only=True)
class Pitch:
    """A topic pitched today, the number of interested people, and its place."""

    number: int
    title: str
    address: str
    contacts: tuple[str, ...]
    votes: int
    mine: Choice | None
    session: AgendaSession | None


def pitches_of(event: Event, agenda: Agenda | None, person: Person | None, now: datetime) -> list[Pitch]:
    """Return this day's pitches, newest first."""
    begins = moment(now.astimezone(event.timezone).date(), MIDNIGHT, event.zone)
    wanted = select(func.count()).where(Vote.topic_id == Topic.id).correlate(Topic).scalar_subquery()
    mine = (
        select(Vote.choice)
        .where(Vote.topic_id == Topic.id, Vote.person_id == (person.id if person else None))
        .correlate(Topic)
        .scalar_subquery()
    )
    rows = db.session.execute(
        select(Topic, wanted, mine)
        .where(Topic.event_id == event.id, ~Topic.is_withdrawn, Topic.made_at >= begins, Topic.made_at <= now)
        .options(selectinload(Topic.contacts).joinedload(Contact.person))
        .order_by(Topic.number.desc())
    )
    held = {session.topic: session for session in agenda.running} if agenda else {}
    return [
        Pitch(
            number=topic.number,
            title=topic.title,
            address=topic.address,
            contacts=tuple(contact.person.name for contact in topic.contacts),
            votes=votes,
            mine=choice,
            session=held.get(topic.number),
        )
        for topic, votes, choice in rows
    ]


def coming_day(event: Event, now: datetime) -> date | None:
    """Return the day of the next slot that has not begun, or None."""
    return next((slot.day for slot in _coming(event, now)), None)


def pitching_ends(event: Event, now: datetime) -> datetime | None:
    """Return when the next slot begins, which ends the pitching."""
    return next((slot.starts_at for slot in _coming(event, now)), None)


def open_cells(event: Event, now: datetime) -> list[OpenCell]:
    """Return the cells of the coming day without drafted or published sessions, by time and room."""
    day, draft = coming_day(event, now), drafts.outline(event)
    cells = [
        OpenCell(
            slot=slot.id,
            room=room.id,
            room_name=room.name,
            seats=room.capacity,
            starts_at=slot.starts_at,
            ends_at=slot.ends_at,
        )
        for slot in _coming(event, now)
        if slot.day == day
        for room in event.rooms
        if slot.id not in {closure.slot_id for closure in room.closures}
    ]
    return still_open(cells, list(_drafted(event, draft)) if draft else [])


def own_topics(event: Event, person: Person) -> Sequence[Topic]:
    """Return a contact's topics that are not scheduled in the draft."""
    draft = drafts.outline(event)
    placed = {session.topic_id for session in draft.sessions} if draft else set()
    found = (
        select(Topic)
        .join(Topic.contacts)
        .where(Topic.event_id == event.id, ~Topic.is_withdrawn, Contact.person_id == person.id)
        .order_by(Topic.number)
    )
    return [topic for topic in db.session.scalars(found).unique() if topic.id not in placed]


def _coming(event: Event, now: datetime) -> list[Slot]:
    return [slot for slot in event.slots_in_order if not slot.is_break and slot.starts_at > now]


def _drafted(event: Event, draft: Draft) -> Iterator[OccupiedRoom]:
    slots = [slot for slot in event.slots_in_order if not slot.is_break]
    position = {slot.id: at for at, slot in enumerate(slots)}
    for session in draft.sessions:
        if session.slot_id not in position:
            continue
        at, topic = position[session.slot_id], session.topic
        length = (topic.second_length or topic.length) if session.occurrence > 1 else topic.length
        yield OccupiedRoom(
            room=session.room_id,
            starts_at=slots[at].starts_at,
            ends_at=slots[min(at + length, len(slots)) - 1].ends_at,
            is_plenary=topic.is_plenary,
        )
