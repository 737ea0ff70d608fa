"""Events whose every text is hostile: whatever a kind of page uses as a sign stands in names and texts."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from hypothesis import strategies as st

from hackathon.accounts.models import Handle, Person
from hackathon.agenda.head_counts.models import HeadCount
from hackathon.core.domain.attendance import Status
from hackathon.core.domain.outcomes import OutcomeKind, PromiseResult
from hackathon.core.domain.topics import ContactRole, ProgrammeState, ReviewState
from hackathon.core.domain.votes import Choice
from hackathon.core.extensions import Base, db
from hackathon.core.forms.entries import as_paragraphs, on_one_line
from hackathon.events.models import Event, Milestone, OpeningHours
from hackathon.events.participation.models import Attendance, Availability
from hackathon.outcomes.models import Minutes, OutcomeLine, PromiseAssessment
from hackathon.planning.drafts.models import Draft, Session
from hackathon.planning.rooms.models import Room, RoomClosure
from hackathon.planning.timetable.models import Slot
from hackathon.topics.areas.models import Area
from hackathon.topics.comments.models import Comment
from hackathon.topics.models import Contact, Topic
from hackathon.topics.votes.models import Vote

NOON = datetime(2013, 5, 1, 12, tzinfo=UTC)
SIGNS = (
    *("|", "||", "{{", "}}", "{{project|Project=x}}", "{|", "=", "==", "<", ">", "<script>", "<!--", "-->"),
    *("[[", "]]", "~~~~", "~~~", "#", "## ", "- ", "* ", "**", "_", "`", "```", "\\", "'", "''", '"', ";"),
    *(":", ",", "(", ")", "and", "@", "+", "%", "&", "&amp;", "/", "://", "</nowiki>", "1. ", "N/A", "?"),
    *("Mentor: x", "Description:", "- **Mentor:** x", "- [ ] **X**, 2013-05-01 12:00 UTC: y", "Will attend"),
    *("Date of insert: 12/03/2013", "Lars 14:14, 23 January 2013 (UTC): hm", "x@y.example"),
    *("\N{RIGHT-TO-LEFT OVERRIDE}", "\N{HEBREW LETTER SHIN}"),
    *("e\N{COMBINING ACUTE ACCENT}", "\N{PARTY POPPER}"),
    *("    ", "  ", " ", " ", " ", "\N{NO-BREAK SPACE}", "a", "Xen", "word"),
)
LAST_NAMES = ("Kurth", "Campbell", "Wilkes", "Hopper")
"""So that no two names look like one person's, which would have to be asked."""

_letters = st.characters(exclude_categories=("Cc", "Cs", "Zl", "Zp"), exclude_characters="\x85\ufffe\uffff")
_pieces = st.lists(st.sampled_from(SIGNS) | st.text(_letters, max_size=3), max_size=9)


LINES = _pieces.map(lambda pieces: on_one_line("".join(pieces)))
TITLES = LINES.filter(bool)
TEXTS = st.lists(
    st.sampled_from((*SIGNS, "\n", "\n\n", "\n")) | st.text(_letters, max_size=3), max_size=14
).map(lambda pieces: as_paragraphs("".join(pieces)))
DAYS = st.dates(date(2012, 1, 1), date(2013, 5, 15))
MOMENTS = st.datetimes(datetime(2012, 1, 1), datetime(2013, 5, 15)).map(lambda at: at.replace(tzinfo=UTC))  # noqa: DTZ001 -- made aware at once


@st.composite
def topic_fields(draw: st.DrawFn) -> dict[str, Any]:
    """The columns of a topic."""
    lines = ("difficulty", "forum", "chat", "contact_note", "verified")
    texts = ("description", "outcomes", "steps", "references", "skills")
    return {
        "title": draw(TITLES),
        **{name: draw(LINES) for name in lines},
        **{name: draw(TEXTS) for name in texts},
        "inserted_on": draw(st.none() | DAYS),
        "programme": draw(st.sampled_from(ProgrammeState)),
        "review_state": draw(st.none() | st.sampled_from(ReviewState)),
        "length": draw(st.integers(1, 8)),
        "needs": draw(st.lists(TITLES, max_size=2, unique=True)),
        "is_plenary": draw(st.booleans()),
        "may_run_twice": draw(st.booleans()),
    }


@st.composite
def worlds(draw: st.DrawFn) -> dict[str, Any]:
    """What `written` makes an event of; people and topics are named by their places in the lists."""
    first_names = draw(st.lists(LINES, min_size=1, max_size=4))
    people = [f"{first} {last}".strip() for first, last in zip(first_names, LAST_NAMES, strict=False)]
    topics = draw(st.lists(topic_fields(), min_size=1, max_size=3))
    who, what = st.integers(0, len(people) - 1), st.integers(0, len(topics) - 1)
    roles = st.sampled_from(ContactRole)
    votes = st.tuples(what, who, st.sampled_from(Choice), MOMENTS)
    return {
        "title": draw(TITLES),
        "place": draw(st.none() | TITLES),
        "people": people,
        "areas": draw(st.lists(TITLES, max_size=2)),
        "topics": topics,
        "area_of": draw(st.lists(st.integers(-1, 1), min_size=3, max_size=3)),
        "contacts": draw(st.lists(st.tuples(what, who, roles), max_size=3, unique=True)),
        "votes": draw(st.lists(votes, max_size=4, unique_by=lambda vote: vote[:2])),
        "comments": draw(st.lists(st.tuples(what, st.none() | who, TEXTS.filter(bool), MOMENTS), max_size=4)),
        "statuses": draw(st.lists(st.none() | st.sampled_from(Status), min_size=4, max_size=4)),
        "milestones": draw(st.lists(st.tuples(TITLES, DAYS), max_size=2)),
        "about": draw(TEXTS),
        "rooms": draw(
            st.lists(st.tuples(TITLES, st.integers(0, 500), st.lists(TITLES, max_size=2)), max_size=2)
        ),
        "labels": draw(st.lists(LINES, max_size=3)),
        "placed": draw(st.booleans()),
        **draw(outcomes(what)),
    }


@st.composite
def outcomes(draw: st.DrawFn, what: st.SearchStrategy[int]) -> dict[str, Any]:
    """What came of the topics: minutes, decisions, actions and links, promises and head counts."""
    session = st.tuples(what, st.integers(1, 2))
    owned, ends = st.none() | TITLES, st.none() | MOMENTS
    return {
        "minutes": draw(st.dictionaries(session, TEXTS.filter(bool), max_size=3)),
        "noted": draw(
            st.lists(st.tuples(what, st.sampled_from(OutcomeKind), TITLES, owned, ends, MOMENTS), max_size=4)
        ),
        "promises": draw(st.dictionaries(what, st.tuples(st.sampled_from(PromiseResult), LINES))),
        "heads": draw(st.dictionaries(session, st.integers(0, 100_000), max_size=3)),
    }


def written(world: dict[str, Any]) -> Event:
    """Write the event down, in the transaction that is open, and return it."""
    event = Event(
        slug="hostile-2013", title=world["title"], place=world["place"], zone="Europe/Dublin",
        first_day=date(2013, 5, 16), last_day=date(2013, 5, 17), made_at=NOON,
    )  # fmt: skip
    event.hours = [OpeningHours(day=date(2013, 5, day), opens=time(9), closes=time(day)) for day in (16, 17)]
    event.milestones = [
        Milestone(name=name, starts=day, changed_at=NOON) for name, day in world["milestones"]
    ]
    event.about, event.weight_must, event.votes_close = world["about"], 5, NOON
    event.rooms = [
        Room(slug=f"room-{n}", name=name, capacity=seats, features=features, position=n)
        for n, (name, seats, features) in enumerate(world["rooms"])
    ]
    event.slots = [
        Slot(day=event.first_day, starts=time(9 + n), ends=time(10 + n), is_break=n == 1, label=label)
        for n, label in enumerate(world["labels"])
    ]
    people = [Person(name=name) for name in world["people"]]
    areas = [
        Area(event=event, slug=f"area-{n}", name=name, position=n) for n, name in enumerate(world["areas"])
    ]
    topics = [
        Topic(event=event, number=n, made_at=NOON, area=areas[at] if 0 <= at < len(areas) else None, **fields)
        for n, (fields, at) in enumerate(zip(world["topics"], world["area_of"], strict=False), start=1)
    ]
    db.session.add_all([event, *people, *areas, *topics])
    db.session.flush()
    if event.rooms and event.slots:
        event.rooms[-1].closures = [RoomClosure(slot_id=event.slots[0].id)]
        placed = [Session(topic=topics[0], room=event.rooms[0], slot=event.slots[0], pinned=world["placed"])]
        db.session.add(Draft(event=event, is_current=world["placed"], made_at=NOON, sessions=placed))
    there = Availability(day=event.first_day, arrives=time(9), leaves=time(12, 30))
    db.session.add_all(
        Attendance(
            event=event,
            person=person,
            status=status,
            is_shown=person is people[0],
            availability=[there] if person is people[0] else [],
        )
        for person, status in zip(people, world["statuses"], strict=False)
        if status
    )
    db.session.add_all(
        Contact(topic=topics[what], person=people[who], role=role, position=n)
        for n, (what, who, role) in enumerate(world["contacts"])
    )
    db.session.add_all(
        Vote(topic=topics[what], person=people[who], choice=choice, cast_at=at)
        for what, who, choice, at in world["votes"]
    )
    above: dict[int, Comment] = {}
    for what, who, text, at in world["comments"]:
        parent = above.get(what)
        above[what] = Comment(
            topic=topics[what],
            person=None if who is None else people[who],
            text=text,
            written_at=max(at, parent.written_at or at) if parent else at,
            reply_to_id=parent.id if parent else None,
            addressed_at=at + timedelta(days=1) if who == 0 else None,
        )
        db.session.add(above[what])
        db.session.flush()
    db.session.add_all(_came_of(topics, world))
    if any(who == 0 for _, who, *_ in (*world["comments"], *world["votes"])):
        people[0].handles = [Handle(name=f"{people[0].name} as handle")]
    db.session.flush()
    db.session.expire_all()
    return event


def _came_of(topics: list[Topic], world: dict[str, Any]) -> Iterator[Base]:
    for (what, occurrence), text in world["minutes"].items():
        yield Minutes(topic=topics[what], occurrence=occurrence, text=text, written_at=NOON)
    for what, kind, text, owner, done_at, made_at in world["noted"]:
        is_action, is_link = kind is OutcomeKind.ACTION, kind is OutcomeKind.LINK
        yield OutcomeLine(
            topic=topics[what], kind=kind, text=text, made_at=made_at,
            owner=owner if is_action else None, done_at=done_at if is_action else None,
            due=made_at.date() if is_action and owner else None,
            address="https://xen.example/a%20b" if is_link else "",
        )  # fmt: skip
    for what, (result, sentence) in world["promises"].items():
        yield PromiseAssessment(topic=topics[what], result=result, sentence=sentence, assessed_at=NOON)
    for (what, occurrence), people in world["heads"].items():
        number = topics[what].number
        event_id = topics[what].event_id
        yield HeadCount(
            event_id=event_id, topic=number, occurrence=occurrence, people=people, counted_at=NOON
        )
