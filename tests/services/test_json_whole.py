"""JSON of ours makes the same event elsewhere: row by row, keys aside."""

import json
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from sqlalchemy import delete, select

from hackathon.domain.wiki.interchange.json_pages import read, schema, write
from hackathon.domain.wiki.merging.new_event import new_event
from hackathon.extensions import Base, db
from hackathon.models import Attendance, Contact, Event, Handle, Topic, Vote
from hackathon.queries.event_pages import page_of
from hackathon.services import importing
from tests.dublin import NOON
from tests.hostile_events import worlds, written
from tests.pages import bring_in, event

WRITTEN = (
    *("number", "title", "description", "outcomes", "steps", "references", "skills", "difficulty", "forum"),
    *("chat", "contact_note", "inserted_on", "verified", "programme", "length", "needs", "is_plenary"),
    "review_state",
)


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
            (each.person.name, each.person.affiliation or "", each.status)
            for each in db.session.scalars(select(Attendance))
        ),
        "handles": sorted((each.name, each.person.name) for each in db.session.scalars(select(Handle))),
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


@settings(max_examples=12, deadline=None, suppress_health_check=[*HealthCheck])
@given(world=worlds())
@pytest.mark.usefixtures("app")
def test_whatever_stands_in_its_texts_it_is_the_same_event_again(world: dict[str, Any]) -> None:
    try:
        made = written(world)
        before = rows(made)

        assert rows(made_again(made)) == before
    finally:
        emptied()


@settings(max_examples=12, deadline=None, suppress_health_check=[*HealthCheck])
@given(world=worlds())
@pytest.mark.usefixtures("app")
def test_what_is_written_follows_the_schema(world: dict[str, Any]) -> None:
    jsonschema = pytest.importorskip("jsonschema")
    try:
        document = json.loads(write(page_of(written(world))))
    finally:
        db.session.rollback()

    assert list(jsonschema.Draft202012Validator(schema()).iter_errors(document)) == []
