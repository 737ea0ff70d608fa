"""What came of an event's topics, as pages of ours contain it."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from typing import Any

from sqlalchemy import select

from hackathon.agenda.head_counts.models import HeadCount
from hackathon.core.extensions import db
from hackathon.events.models import Event
from hackathon.outcomes.materials.models import Material
from hackathon.outcomes.models import Minutes, OutcomeLine, PromiseAssessment
from hackathon.pages.model.topic_outcome import (
    PageHeadCount,
    PageMinutes,
    PageOutcome,
    PageOutcomeLine,
    PagePromise,
)
from hackathon.topics.models import Topic


def outcomes_by_number(event: Event, numbers: Collection[int] | None = None) -> Mapping[int, PageOutcome]:
    """Return what came of the topics of these numbers, or of all, by number, where anything did."""
    parts: dict[int, dict[str, Any]] = defaultdict(lambda: defaultdict(tuple))
    here = [Topic.event_id == event.id]
    if numbers is not None:
        here.append(Topic.number.in_(numbers))
    written = select(Topic.number, Minutes).join(Minutes.topic).where(*here, Minutes.text != "")
    for number, minutes in db.session.execute(written.order_by(Minutes.occurrence)):
        parts[number]["minutes"] += (_minutes(minutes),)
    noted = select(Topic.number, OutcomeLine).join(OutcomeLine.topic).where(*here)
    for number, line in db.session.execute(noted.order_by(OutcomeLine.id)):
        parts[number]["lines"] += (line_of(line),)
    assessed = select(Topic.number, PromiseAssessment).join(PromiseAssessment.topic).where(*here)
    for number, assessment in db.session.execute(assessed):
        parts[number]["promise"] = _promise(assessment)
    kept = select(Topic.number, Material.name).join(Material.topic).where(*here)
    for number, name in db.session.execute(kept.order_by(Material.id)):
        parts[number]["files"] += (name,)
    counted = select(HeadCount).where(HeadCount.event_id == event.id)
    for count in db.session.scalars(counted.order_by(HeadCount.topic, HeadCount.occurrence)):
        if numbers is None or count.topic in numbers:
            parts[count.topic]["heads"] += (_head_count(count),)
    return {number: PageOutcome(**known) for number, known in parts.items()}


def _minutes(row: Minutes) -> PageMinutes:
    return PageMinutes(text=row.text, written_at=row.written_at, occurrence=row.occurrence)


def _promise(row: PromiseAssessment) -> PagePromise:
    return PagePromise(result=row.result, sentence=row.sentence, assessed_at=row.assessed_at)


def _head_count(row: HeadCount) -> PageHeadCount:
    return PageHeadCount(people=row.people, counted_at=row.counted_at, occurrence=row.occurrence)


def line_of(row: OutcomeLine) -> PageOutcomeLine:
    """Return a row as a line of a page."""
    return PageOutcomeLine(
        kind=row.kind,
        text=row.text,
        made_at=row.made_at,
        owner=row.owner,
        due=row.due,
        address=row.address,
        done_at=row.done_at,
    )
