"""Reading the history of a topic."""

from collections.abc import Sequence
from dataclasses import dataclass

from flask import abort
from sqlalchemy import select
from sqlalchemy.orm import joinedload

from hackathon.domain.versions import Content
from hackathon.extensions import db
from hackathon.models import Area, Person, Topic, TopicVersion

PER_PAGE = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """A version, and what stood there before it; None for the first."""

    version: TopicVersion
    before: Content | None


@dataclass(frozen=True, slots=True, kw_only=True)
class History:
    """Some steps of a topic's history, the latest first, and the names of the people and areas in them."""

    steps: Sequence[Step]
    people: dict[int, str]
    areas: dict[str, str]
    older: int | None
    """The number of the version before which the next page begins."""


def of(topic: Topic, *, before: int | None = None) -> History:
    """Return one page of the topic's history; where asked, only what is older than a version."""
    found = (
        select(TopicVersion)
        .where(TopicVersion.topic_id == topic.id)
        .options(joinedload(TopicVersion.by))
        .order_by(TopicVersion.number.desc())
        .limit(PER_PAGE + 1)  # the last is only what the one after it is compared with
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
    """Return one version of the topic; 404 if there is none of that number."""
    return db.session.get(TopicVersion, (topic.id, number)) or abort(404)
