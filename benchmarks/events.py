"""Generated events, the same at every run: what `hackathon bench pages` measures with."""

import random
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from sqlalchemy import insert

from hackathon.accounts.models import Person
from hackathon.core.database.transactions import transaction
from hackathon.core.domain.attendance import Status
from hackathon.core.domain.roles import Role
from hackathon.core.domain.votes import Choice
from hackathon.core.extensions import db
from hackathon.events.models import Event
from hackathon.events.participation.models import Attendance
from hackathon.planning.drafts.models import Draft, Session
from hackathon.planning.rooms.models import Room
from hackathon.planning.timetable.models import Slot
from hackathon.publication.services import publishing
from hackathon.topics.areas.models import Area
from hackathon.topics.models import Contact, Topic
from hackathon.topics.votes.models import Vote

FIRST_DAY = date(2027, 5, 16)
CHOICES = list(Choice)
WORDS = (
    *(
        "boot",
        "build",
        "cache",
        "console",
        "device",
        "driver",
        "fuzz",
        "guest",
        "interrupt",
        "kernel",
        "latency",
    ),
    *(
        "license",
        "memory",
        "migration",
        "network",
        "page",
        "patch",
        "profile",
        "release",
        "review",
        "scheduler",
    ),
    *("storage", "table", "toolstack", "trace", "vector"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Size:
    """How large an event is: each topic is one session, and `people` vote."""

    slug: str
    topics: int
    rooms: int
    days: int
    people: int
    votes_each: int = 8
    slots: int = 0
    """How many slots there are in all; as many as the topics need where it is 0."""
    has_paper: bool = True


SMALL = Size(slug="small", topics=16, rooms=3, days=2, people=30)
BIG = Size(slug="big", topics=500, rooms=20, days=3, people=400)
HUGE = Size(slug="huge", topics=5_000, rooms=100, days=5, people=10_000, votes_each=20, has_paper=False)
"""Ten times as big, with 200,000 votes."""


@transaction
def seed(size: Size, now: datetime) -> Event:
    """Add an event of that size: topics with texts, votes, and a draft in which everything has its place."""
    chance = random.Random(size.slug)  # noqa: S311 -- nothing secret hangs on it
    event = Event(
        slug=size.slug,
        title=f"The {size.slug} hackathon",
        zone="Europe/Dublin",
        first_day=FIRST_DAY,
        last_day=FIRST_DAY + timedelta(days=size.days - 1),
        place="Dublin, Ireland",
        made_at=now,
    )
    event.areas = [Area(slug=f"area-{at}", name=f"Area {at}", position=at) for at in range(8)]
    event.rooms = [
        Room(slug=f"room-{at}", name=f"Room {at}", capacity=20 + 5 * at, position=at)
        for at in range(size.rooms)
    ]
    event.slots = _slots(size)
    people = [Person(name=f"{size.slug.title()} Person {at:03}") for at in range(size.people)]
    event.topics = [_topic(event, at, people, chance, now) for at in range(size.topics)]
    db.session.add(event)
    db.session.add_all(
        Attendance(
            event=event,
            person=person,
            status=Status.CONFIRMED,
            role=Role.ORGANIZER if person is people[-1] else Role.ATTENDEE,
        )
        for person in people
    )
    db.session.add(_draft(event, size, now))
    db.session.flush()
    _cast_votes(size, event, people, now)
    return event


def _cast_votes(size: Size, event: Event, people: list[Person], now: datetime) -> None:
    """Let each person vote for some topics; row by row, 200,000 would take minutes."""
    chance = random.Random(f"votes of {size.slug}")  # noqa: S311 -- nothing secret hangs on it
    topic_ids = [topic.id for topic in event.topics]
    db.session.execute(
        insert(Vote),
        [
            {"topic_id": topic_id, "person_id": person.id, "choice": chance.choice(CHOICES), "cast_at": now}
            for person in people
            for topic_id in chance.sample(topic_ids, size.votes_each)
        ],
    )


def seed_and_publish(size: Size) -> None:
    """Add an event of that size and publish its agenda."""
    now = datetime.now(UTC)
    publishing.publish(event=seed(size, now), note="The first agenda", by=None, now=now)


def _slots(size: Size) -> list[Slot]:
    each_day = -(-(size.slots or -(-size.topics // size.rooms)) // size.days)
    return [
        Slot(day=FIRST_DAY + timedelta(days=day), starts=time(9 + at), ends=time(9 + at, 50))
        for day in range(size.days)
        for at in range(each_day)
    ]


def _topic(event: Event, at: int, people: list[Person], chance: random.Random, now: datetime) -> Topic:
    return Topic(
        number=at + 1,
        title=" ".join(chance.choices(WORDS, k=5)).capitalize(),
        area=chance.choice(event.areas),
        description=_text(chance, paragraphs=3),
        outcomes=_text(chance, paragraphs=1),
        difficulty="*Medium*: some C",
        made_at=now,
        # Neighbours run at the same time, so that each has a contact of its own.
        contacts=[Contact(person=people[at % len(people)])],
    )


def _text(chance: random.Random, *, paragraphs: int) -> str:
    return "\n\n".join(
        f"A **{chance.choice(WORDS)}** that {' '.join(chance.choices(WORDS, k=40))}."
        for _ in range(paragraphs)
    )


def _draft(event: Event, size: Size, now: datetime) -> Draft:
    return Draft(
        event=event,
        is_current=True,
        made_at=now,
        sessions=[
            Session(topic=topic, slot=event.slots[at // size.rooms], room=event.rooms[at % size.rooms])
            for at, topic in enumerate(event.topics)
        ],
    )
