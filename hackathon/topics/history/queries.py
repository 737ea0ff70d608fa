"""Reading the history of a topic."""

from collections.abc import Sequence
from dataclasses import dataclass

from flask import abort
from sqlalchemy import select
from sqlalchemy.orm import joinedload

from hackathon.accounts.models import Person
from hackathon.core.extensions import db
from hackathon.topics.areas.models import Area
from hackathon.topics.history.domain import Content
from hackathon.topics.history.models import TopicVersion
from hackathon.topics.models import Topic

PER_PAGE = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """A version and the content before it (None for the first version)."""

    version: TopicVersion
    before: Content | None


@dataclass(frozen=True, slots=True, kw_only=True)
class History:
    """One page of a topic's history, newest first, with the names of the people and areas it refers to."""

    steps: Sequence[Step]
    people: dict[int, str]
    areas: dict[str, str]
    older: int | None
    """The oldest version on this page; the next page lists versions before it."""


def history_of(topic: Topic, *, before: int | None = None) -> History:
    """Return one page of the topic's history, optionally only versions before a number."""
    found = (
        select(TopicVersion)
        .where(TopicVersion.topic_id == topic.id)
        .options(joinedload(TopicVersion.by))
        .order_by(TopicVersion.number.desc())
        .limit(PER_PAGE + 1)  # the extra one is only compared with its successor
    )
    if before is not None:
        found = found.where(TopicVersion.number < before)
    versions = db.session.scalars(found).all()
    contents = [version.content for version in versions]
    steps = [
        Step(version=version, before=earlier)
        for version, earlier in zip(versions, [*contents[1:], None], strict=True)
    ]
    keys = {person for content in contents for person, _ in content.get("contacts", ())}
    areas = select(Area.slug, Area.name).where(Area.event_id == topic.event_id)
    return History(
        steps=steps[:PER_PAGE],
        people=dict(iter(db.session.execute(select(Person.id, Person.name).where(Person.id.in_(keys))))),
        areas=dict(iter(db.session.execute(areas))),
        older=versions[PER_PAGE - 1].number if len(versions) > PER_PAGE else None,
    )


def find(topic: Topic, number: int) -> TopicVersion:
    """Return a version of the topic by number, or abort with 404."""
    return db.session.get(TopicVersion, (topic.id, number)) or abort(404)
