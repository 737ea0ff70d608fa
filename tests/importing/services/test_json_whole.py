"""JSON of ours makes the same event elsewhere: row by row, keys aside."""

import json
from typing import Any

import pytest
from hypothesis import HealthCheck, given
from sqlalchemy import delete, select

from hackathon.accounts.models import Handle
from hackathon.agenda.head_counts.models import HeadCount
from hackathon.core.domain.agenda import Agenda
from hackathon.core.errors import BadEntry, NotAPage
from hackathon.core.extensions import Base, db
from hackathon.demo import samples
from hackathon.events.models import Event
from hackathon.events.participation.models import Attendance, Availability
from hackathon.importing.models import PageImport
from hackathon.importing.queries.event_pages import page_of
from hackathon.importing.services import importing, undoing_imports
from hackathon.outcomes.models import Minutes, OutcomeLine, PromiseAssessment
from hackathon.pages.merge.new_event import new_event
from hackathon.pages.merge.outcomes import Outcome
from hackathon.pages.model.setup import SetupSettings
from hackathon.pages.readers.json_document import read
from hackathon.pages.readers.rendered.reader import read as read_rendered
from hackathon.pages.writers.json_document import schema, write
from hackathon.planning.drafts.models import Draft, Session
from hackathon.publication.services import publishing
from hackathon.topics.areas.models import Area
from hackathon.topics.models import Contact, Topic
from hackathon.topics.order.models import TopicOrder
from hackathon.topics.votes.models import Vote
from tests.dublin import NOON, Dublin
from tests.examples import examples
from tests.hostile_events import worlds, written
from tests.page_builders import bring_in, event

WRITTEN = (
    *("number", "title", "description", "outcomes", "steps", "references", "skills", "difficulty", "forum"),
    *("chat", "contact_note", "inserted_on", "verified", "programme", "length", "needs", "is_plenary"),
    "may_run_twice",
    "review_state",
)
SETTINGS = tuple(SetupSettings.__dataclass_fields__)


def emptied() -> None:
    """Leave no row of what was there."""
    db.session.rollback()
    for table in reversed(Base.metadata.sorted_tables):
        db.session.execute(delete(table))
    db.session.commit()


def made_again(made: Event) -> Event:
    """Write the event as JSON, take everything away, and bring the JSON in."""
    text = write(page_of(made))
    emptied()
    page = read(text)
    importing.apply(text=text, page=page, target=new_event(page), by=None, now=NOON)
    return event()


def rows(made: Event) -> dict[str, Any]:
    """Everything that people wrote of the event, without keys."""
    topics = db.session.scalars(select(Topic).where(Topic.event_id == made.id).order_by(Topic.number)).all()
    return {
        "event": (made.slug, made.title, made.kind, made.place, made.zone, made.first_day, made.last_day),
        "hours": [(each.day, each.opens, each.closes) for each in made.hours],
        "milestones": sorted((each.starts, each.name, each.ends) for each in made.milestones),
        "areas": {topic.area.name for topic in topics if topic.area},
        "topics": [tuple(getattr(topic, name) for name in WRITTEN) for topic in topics],
        "area of": [topic.area.name if topic.area else None for topic in topics],
        "contacts": sorted(
            (each.topic.number, each.role, each.person.name) for each in db.session.scalars(select(Contact))
        ),
        "votes": sorted(
            (each.topic.number, each.person.name, each.choice, each.cast_at)
            for each in db.session.scalars(select(Vote))
        ),
        "comments": [sorted(_comments(topic), key=repr) for topic in topics],
        "people": sorted(
            (each.person.name, each.person.affiliation or "", each.status, each.is_shown)
            for each in db.session.scalars(select(Attendance))
        ),
        "settings": tuple(getattr(made, name) for name in SETTINGS),
        "areas in order": [area.name for area in made.areas],
        "slots": [(each.day, each.starts, each.ends, each.is_break, each.label) for each in made.slots],
        "rooms": [
            (each.slug, each.name, each.capacity, each.features, len(each.closures)) for each in made.rooms
        ],
        "presences": sorted(
            (each.attendance.person.name, each.day, each.arrives, each.leaves)
            for each in db.session.scalars(select(Availability))
        ),
        "draft": sorted(
            (each.topic.number, each.room.slug, each.slot.day, each.slot.starts, each.pinned)
            for each in db.session.scalars(select(Session).join(Draft).where(Draft.is_current))
        ),
        "orders": sorted(
            (each.first.number, each.then.number) for each in db.session.scalars(select(TopicOrder))
        ),
        **came_of(made),
        "handles": sorted((each.name, each.person.name) for each in db.session.scalars(select(Handle))),
    }


def came_of(made: Event) -> dict[str, Any]:
    """What came of the topics, without keys."""
    db.session.expire_all()
    lines = select(OutcomeLine).join(OutcomeLine.topic).where(Topic.event_id == made.id)
    written = select(Minutes).join(Minutes.topic).where(Topic.event_id == made.id)
    assessed = select(PromiseAssessment).join(PromiseAssessment.topic).where(Topic.event_id == made.id)
    counted = select(HeadCount).where(HeadCount.event_id == made.id)
    columns = ("kind", "text", "owner", "due", "address", "done_at", "made_at")
    return {
        "minutes": sorted(
            (each.topic.number, each.occurrence, each.text, each.written_at)
            for each in db.session.scalars(written)
        ),
        "lines": [
            (each.topic.number, *(getattr(each, column) for column in columns))
            for each in db.session.scalars(lines.order_by(Topic.number, OutcomeLine.id))
        ],
        "promises": sorted(
            (each.topic.number, each.result, each.sentence, each.assessed_at)
            for each in db.session.scalars(assessed)
        ),
        "heads": sorted(
            (each.topic, each.occurrence, each.people, each.counted_at)
            for each in db.session.scalars(counted)
        ),
    }


def _comments(topic: Topic) -> list[tuple[Any, ...]]:
    texts = {each.id: each.text for each in topic.comments}
    return [
        (
            each.text,
            each.person.name if each.person else None,
            each.written_at,
            each.addressed_at,
            texts.get(each.reply_to_id or 0),
        )
        for each in topic.comments
    ]


@pytest.mark.usefixtures("app")
def test_the_sample_is_the_same_event_again() -> None:
    bring_in()
    before = rows(event())

    assert rows(made_again(event())) == before


def test_what_contacts_are_spared_and_what_comes_after_what_goes_along(dublin: Dublin) -> None:
    dublin.event.most_in_a_row, dublin.event.room_change_minutes = 2, 10
    db.session.add(TopicOrder(first=dublin.event.topics[1], then=dublin.event.topics[0]))
    db.session.commit()
    before = rows(dublin.event)

    assert rows(made_again(dublin.event)) == before
    assert before["orders"] == [(2, 1)]


@pytest.mark.parametrize("names", [("&", "🎉"), ("C", "C++")])
def test_areas_whose_names_make_the_same_address_stay_apart(dublin: Dublin, names: tuple[str, str]) -> None:
    for topic, name in zip(dublin.event.topics, names, strict=False):
        topic.area = Area(event=dublin.event, slug=f"one-{name}", name=name, position=len(name))
    db.session.commit()

    assert {area.name for area in made_again(dublin.event).areas} >= {*names}


def test_an_order_that_runs_in_a_circle_is_refused_and_changes_nothing(dublin: Dublin) -> None:
    document = json.loads(write(page_of(dublin.event)))
    document["page"]["setup"]["orders"] = [{"first": 1, "then": 2}, {"first": 2, "then": 1}]
    before, text = rows(dublin.event), json.dumps(document)

    with pytest.raises(BadEntry, match=r"already comes after .* Remove that rule first"):
        importing.apply(text=text, page=read(text), target=dublin.event, by=None, now=NOON)
    assert rows(dublin.event) == before


def test_an_event_that_has_its_own_rooms_keeps_them_and_gets_what_it_lacks(dublin: Dublin) -> None:
    text = write(page_of(dublin.event))
    dublin.large_room.capacity = 7
    db.session.delete(dublin.small_room)
    db.session.commit()
    db.session.expire_all()

    plan = importing.apply(text=text, page=read(text), target=dublin.event, by=None, now=NOON)

    assert [(each.field, each.outcome) for each in plan.facts] == [
        ("room liffey", Outcome.CONFLICT),
        ("room dodder", Outcome.TAKEN),
    ]
    assert {room.slug: room.capacity for room in dublin.event.rooms} == {"liffey": 7, "dodder": 2}


def test_what_a_page_set_up_is_undone_with_it(dublin: Dublin) -> None:
    before = rows(dublin.event)
    first = dublin.event.slots[0]
    document = json.loads(write(page_of(dublin.event)))
    time = {"day": f"{first.day}", "starts": f"{first.starts}"}
    document["page"]["setup"]["rooms"].append(
        {"slug": "tolka", "name": "Tolka", "capacity": 9, "closed": [time]}
    )
    document["page"]["setup"]["sessions"] = [{"topic": 1, "room": "tolka", "pinned": True, **time}]
    text = json.dumps(document)
    importing.apply(text=text, page=read(text), target=dublin.event, by=None, now=NOON)
    placed = db.session.scalars(select(Session).join(Draft).where(Draft.is_current)).one()

    assert (placed.room.name, placed.pinned) == ("Tolka", True)
    record = db.session.scalars(select(PageImport)).one()
    undoing_imports.undo(record=record, by=None, now=NOON)
    assert rows(dublin.event) == before


def test_published_again_elsewhere_the_sessions_keep_their_place_in_calendars(dublin: Dublin) -> None:
    placed = [Session(topic=dublin.roadmap, slot=dublin.event.slots[0], room=dublin.large_room)]
    db.session.add(Draft(event=dublin.event, is_current=True, made_at=NOON, sessions=placed))
    db.session.commit()
    before = publishing.publish(event=dublin.event, note="", by=None, now=NOON).agenda

    again = publishing.publish(event=made_again(dublin.event), note="", by=None, now=NOON).agenda

    def known(agenda: Agenda) -> list[tuple[object, ...]]:
        return [(each.topic, each.room, each.starts, each.uid) for each in agenda.sessions]

    assert known(again) == known(before)
    assert again.sessions[0].sequence > before.sessions[0].sequence


@pytest.mark.parametrize(
    ("setup", "words"),
    [
        ({"settings": {"weight_must": 0}}, "page.setup.settings: weights must be from 1 to 1000."),
        (
            {"settings": {}, "rooms": [{"slug": "A b", "name": "A", "capacity": 1}]},
            "page.setup.rooms: “A b” can't be part of an address.",
        ),
        (
            {"settings": {}, "slots": [{"day": "2013-05-16", "starts": "10:00:00", "ends": "24:30:00"}]},
            "page.setup.slots[0].ends must be a time.",
        ),
    ],
)
def test_a_setup_that_cannot_be_is_refused_with_its_place(setup: dict[str, Any], words: str) -> None:
    document = json.loads(write(read_rendered(samples.dublin())))
    document["page"]["setup"] = setup

    with pytest.raises(NotAPage) as refused:
        read(json.dumps(document))

    assert str(refused.value) == words


@examples(12, suppress_health_check=[*HealthCheck])
@given(world=worlds())
@pytest.mark.usefixtures("app")
def test_whatever_stands_in_its_texts_it_is_the_same_event_again(world: dict[str, Any]) -> None:
    try:
        made = written(world)
        before = rows(made)

        assert rows(made_again(made)) == before
    finally:
        emptied()


@examples(12, suppress_health_check=[*HealthCheck])
@given(world=worlds())
@pytest.mark.usefixtures("app")
def test_what_is_written_follows_the_schema(world: dict[str, Any]) -> None:
    jsonschema = pytest.importorskip("jsonschema")
    try:
        document = json.loads(write(page_of(written(world))))
    finally:
        db.session.rollback()

    assert list(jsonschema.Draft202012Validator(schema()).iter_errors(document)) == []
