"""Importing what came of a topic from a page that we wrote."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import select

from hackathon.agenda.head_counts.models import HeadCount
from hackathon.core.extensions import db
from hackathon.importing.queries.topic_outcomes import line_of
from hackathon.outcomes.models import Minutes, OutcomeLine, PromiseAssessment
from hackathon.pages.model.topic_outcome import PageMinutes, PageOutcome
from hackathon.topics.models import Topic


def write(topic: Topic, outcome: PageOutcome, taken: Collection[str]) -> None:
    """Make those parts of a topic's outcome what the page says, and leave the others alone.

    Every row is written by way of the session, so that undoing the import takes it back.
    """
    db.session.flush()  # a new topic gets its key, and the event too
    if "minutes" in taken:
        _write_minutes(topic, outcome)
    if "notes" in taken:
        _write_lines(topic, outcome)
    if "promise" in taken:
        _write_promise(topic, outcome)
    if "heads" in taken:
        _write_heads(topic, outcome)


def _write_minutes(topic: Topic, outcome: PageOutcome) -> None:
    found = select(Minutes).where(Minutes.topic_id == topic.id)
    known = {each.occurrence: each for each in db.session.scalars(found)}
    said = {each.occurrence: each for each in outcome.minutes}
    for occurrence, minutes in known.items():
        if occurrence not in said:
            db.session.delete(minutes)
    for occurrence, page in said.items():
        _write_text(topic, known.get(occurrence), page)


def _write_text(topic: Topic, minutes: Minutes | None, page: PageMinutes) -> None:
    if minutes is None:
        minutes = Minutes(topic=topic, occurrence=page.occurrence)
        db.session.add(minutes)
    if minutes.text != page.text:
        minutes.text, minutes.written_at = page.text, page.written_at


def _write_lines(topic: Topic, outcome: PageOutcome) -> None:
    """Add the lines that are new, and remove those that the page no longer has; what stays keeps its row."""
    found = select(OutcomeLine).where(OutcomeLine.topic_id == topic.id).order_by(OutcomeLine.id)
    known = [(line_of(row).content, row) for row in db.session.scalars(found)]
    for line in outcome.lines:
        place = next((n for n, (content, _) in enumerate(known) if content == line.content), None)
        if place is not None:
            _set_done(known.pop(place)[1], line.done_at)
            continue
        row = OutcomeLine(
            topic=topic,
            kind=line.kind,
            text=line.text,
            owner=line.owner,
            due=line.due,
            address=line.address,
            done_at=line.done_at,
            made_at=line.made_at,
        )
        db.session.add(row)
        db.session.flush()  # the keys of lines are their order
    for _, row in known:
        db.session.delete(row)


def _set_done(row: OutcomeLine, done_at: datetime | None) -> None:
    if (row.done_at is None) is not (done_at is None):
        row.done_at = done_at


def _write_promise(topic: Topic, outcome: PageOutcome) -> None:
    known, promise = db.session.get(PromiseAssessment, topic.id), outcome.promise
    if promise is None:
        if known is not None:
            db.session.delete(known)
        return
    if known is None:
        known = PromiseAssessment(topic=topic)
        db.session.add(known)
    known.result, known.sentence, known.assessed_at = promise.result, promise.sentence, promise.assessed_at


def _write_heads(topic: Topic, outcome: PageOutcome) -> None:
    here = (HeadCount.event_id == topic.event_id, HeadCount.topic == topic.number)
    known = {each.occurrence: each for each in db.session.scalars(select(HeadCount).where(*here))}
    said = {each.occurrence: each for each in outcome.heads}
    for occurrence, row in known.items():
        if occurrence not in said:
            db.session.delete(row)
    for occurrence, page in said.items():
        row = known.get(occurrence) or HeadCount(
            event_id=topic.event_id, topic=topic.number, occurrence=occurrence
        )
        row.people, row.counted_at = page.people, page.counted_at
        db.session.add(row)
