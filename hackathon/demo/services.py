"""The demonstration: the Xen hackathon of May 2013 from its wiki page, with details the page leaves out."""

import random
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime, time

from sqlalchemy import ColumnElement, delete, exists, select

from hackathon.accounts.models import Person
from hackathon.activity import services as activity
from hackathon.activity.messages import LogKind
from hackathon.agenda.feeds.services import feeds
from hackathon.core.database.transactions import transaction
from hackathon.core.domain.attendance import Status
from hackathon.core.domain.phases import Phase
from hackathon.core.domain.roles import Role
from hackathon.core.domain.timetable import SlotPattern, TimetableRow
from hackathon.core.domain.votes import Choice
from hackathon.core.extensions import db
from hackathon.core.text.names import normalize
from hackathon.demo import samples
from hackathon.event_settings.services import events
from hackathon.events.models import Event
from hackathon.events.participation.models import Attendance
from hackathon.events.queries import events as known_events
from hackathon.importing.services import importing
from hackathon.pages.merge.new_event import new_event
from hackathon.pages.readers.rendered.reader import read
from hackathon.planning.rooms import services as rooms
from hackathon.planning.rooms.domain import RoomFields
from hackathon.planning.timetable import services as timetable
from hackathon.planning.timetable.domain import SlotRequest
from hackathon.topics.comments.models import Comment
from hackathon.topics.models import Contact, Topic
from hackathon.topics.votes.models import Vote

SLUG = "dublin-2013"
ORGANIZER = "Lars Kurth"
NOTICE = (
    "This is a demonstration. The topics, contacts, people and ten of the votes are from the wiki page of "
    "May 2013; everything else is made up. The event is open again, so you can vote."
)
ROOMS = (("Liffey", 40, ("projector", "whiteboard")), ("Dodder", 20, ("whiteboard",)), ("Tolka", 10, ()))
BREAKS = (
    TimetableRow(starts=time(11), ends=time(11, 15), is_break=True, label="Coffee"),
    TimetableRow(starts=time(13, 15), ends=time(14, 30), is_break=True, label="Lunch"),
    TimetableRow(starts=time(16, 30), ends=time(17), is_break=True, label="Round-up"),
)
SLOTS_A_DAY = 3
SEED = 2013
VOTES_EACH = range(3, 7)
CHOICES = {Choice.MUST: 15, Choice.WILL: 60, Choice.MAYBE: 25}
CAST_AT = datetime(2013, 5, 15, 12, tzinfo=UTC)


@transaction
def seed(*, now: datetime) -> Event:
    """Return the demonstration's event, creating it if it doesn't exist; an existing one is not changed."""
    known = known_events.get(SLUG)
    if known is not None:
        return known
    text = samples.dublin()
    page = read(text)
    target = new_event(page, slug=SLUG, title="Xen Hackathon", zone="Europe/Dublin", place="Dublin, Ireland")
    importing.apply(text=text, page=page, target=target, by=None, now=now)
    event = db.session.scalars(select(Event).where(Event.slug == SLUG)).one()
    event.notice = NOTICE
    events.hold(event=event, phase=Phase.SCHEDULED, seen=None, by=None, now=now)
    _appoint_organizer(event)
    _furnish(event, now)
    votes = list(_made_up_votes(_silent(event), event.topics))
    db.session.add_all(votes)
    activity.record(LogKind.MADE_UP_VOTES, event=event, by=None, now=now, number=len(votes))
    db.session.flush()
    return event


@transaction
def forget(*, now: datetime) -> None:
    """Delete the demonstration's event, and the people who are part of no other event."""
    event = known_events.get(SLUG)
    if event is None:
        return
    people = set(db.session.scalars(select(Person.id).where(_has_part(Topic.event_id == event.id, event))))
    feeds.retire_event(event=event, now=now)
    db.session.execute(delete(Event).where(Event.id == event.id))
    elsewhere = set(db.session.scalars(select(Person.id).where(_has_part(Topic.id.is_not(None), None))))
    for each in sorted(people - elsewhere):
        db.session.execute(delete(Person).where(Person.id == each, ~Person.creates_events))
    db.session.expire_all()


def _appoint_organizer(event: Event) -> None:
    lars = (
        select(Attendance)
        .join(Attendance.person)
        .where(Attendance.event_id == event.id, Person.name_key == normalize(ORGANIZER))
    )
    db.session.scalars(lars).one().role = Role.ORGANIZER


def _furnish(event: Event, now: datetime) -> None:
    for name, capacity, features in ROOMS:
        fields = RoomFields(name=name, capacity=capacity, features=features)
        rooms.add(event=event, fields=fields, by=None, now=now)
    request = SlotRequest(
        days=frozenset(each.day for each in event.hours),
        pattern=SlotPattern(slots=SLOTS_A_DAY, breaks=BREAKS),
    )
    timetable.generate_slots(event=event, request=request, seen=None, by=None, now=now)


def _silent(event: Event) -> Sequence[Person]:
    """Return the confirmed people who did not vote on the page, by name."""
    voted = select(Vote.person_id).join(Topic).where(Topic.event_id == event.id)
    return db.session.scalars(
        select(Person)
        .join(Attendance, Attendance.person_id == Person.id)
        .where(
            Attendance.event_id == event.id,
            Attendance.status == Status.CONFIRMED,
            Person.id.not_in(voted),
        )
        .order_by(Person.sort_key, Person.id)
    ).all()


def _made_up_votes(people: Iterable[Person], topics: Sequence[Topic]) -> Iterator[Vote]:
    """Yield a few votes for each person: some topics get many, most get some; nobody votes for their own.

    The same people and topics always give the same votes.
    """
    chance = random.Random(SEED)  # noqa: S311 -- nothing secret hangs on it
    ranks = chance.sample(range(1, len(topics) + 1), len(topics))
    draw = {topic.number: 1 / (rank + 2) for topic, rank in zip(topics, ranks, strict=True)}
    for person in people:
        own = {
            topic.number for topic in topics if any(each.person_id == person.id for each in topic.contacts)
        }
        # Sorting by random() ** (1 / weight) is weighted sampling without replacement.
        order = sorted(topics, key=lambda topic: -(chance.random() ** (1 / draw[topic.number])))
        wanted = [topic for topic in order if topic.number not in own][: chance.choice(VOTES_EACH)]
        choices = chance.choices(list(CHOICES), weights=list(CHOICES.values()), k=len(wanted))
        for topic, choice in zip(wanted, choices, strict=True):
            yield Vote(topic=topic, person=person, choice=choice, cast_at=CAST_AT)


def _has_part(of_topics: ColumnElement[bool], event: Event | None) -> ColumnElement[bool]:
    """Return whether a person attends the event (None: any event) or is named in one of these topics."""
    here = Attendance.event_id == event.id if event else Attendance.id.is_not(None)
    return (
        exists().where(Attendance.person_id == Person.id, here)
        | exists().where(Contact.person_id == Person.id, Contact.topic_id == Topic.id, of_topics)
        | exists().where(Vote.person_id == Person.id, Vote.topic_id == Topic.id, of_topics)
        | exists().where(Comment.person_id == Person.id, Comment.topic_id == Topic.id, of_topics)
    )
