"""What came of an event's topics, as pages of ours contain it."""

from collections import defaultdict
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy import Select, and_, or_, select
from sqlalchemy.orm import aliased

from hackathon.agenda.head_counts.models import HeadCount
from hackathon.core.domain.outcomes import LONGEST_JOINED_MINUTES
from hackathon.core.extensions import db
from hackathon.events.models import Event
from hackathon.outcomes.domain import both_texts
from hackathon.outcomes.materials.models import Material
from hackathon.outcomes.models import Minutes, OutcomeLine, PromiseAssessment
from hackathon.pages.model.topic_outcome import (
    PageHeadCount,
    PageMinutes,
    PageOutcome,
    PageOutcomeLine,
    PagePromise,
)
from hackathon.topics.links import queries as topic_links
from hackathon.topics.links.models import TopicLink
from hackathon.topics.models import Topic


def outcomes_by_number(event: Event, numbers: Collection[int] | None = None) -> Mapping[int, PageOutcome]:
    """Return what came of the topics of these numbers, or of all, by number, where anything did.

    To that of a topic belongs that of the topics that were merged into it.
    """
    own, merged = _own(event, numbers)
    outcomes = dict(own)
    for gone, kept in sorted(merged.items()):
        outcomes[kept] = _joined(outcomes.get(kept, PageOutcome()), own[gone])
    return outcomes


def _joined(kept: PageOutcome, gone: PageOutcome) -> PageOutcome:
    """Return both, with what they have in common once; a topic has one assessment and one count a session."""
    known = {line.content for line in kept.lines}
    counted = {count.occurrence for count in kept.heads}
    return PageOutcome(
        minutes=_joined_minutes(kept.minutes, gone.minutes),
        lines=(*kept.lines, *(line for line in gone.lines if line.content not in known)),
        promise=kept.promise or gone.promise,
        heads=(*kept.heads, *(count for count in gone.heads if count.occurrence not in counted)),
        files=(*kept.files, *(name for name in gone.files if name not in kept.files)),
    )


def _joined_minutes(kept: tuple[PageMinutes, ...], gone: tuple[PageMinutes, ...]) -> tuple[PageMinutes, ...]:
    joined = {each.occurrence: each for each in kept}
    for each in gone:
        before = joined.get(each.occurrence)
        text = both_texts(before.text, each.text) if before else each.text
        if before and len(text) > LONGEST_JOINED_MINUTES:
            # Too long for one session: it becomes that of another, so nothing is lost.
            joined[max(joined) + 1] = replace(each, occurrence=max(joined) + 1)
        elif before:
            written_at = max(before.written_at, each.written_at)
            joined[each.occurrence] = replace(before, text=text, written_at=written_at)
        else:
            joined[each.occurrence] = each
    return tuple(joined[occurrence] for occurrence in sorted(joined))


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


_ITS_COUNT = and_(HeadCount.event_id == Topic.event_id, HeadCount.topic == Topic.number)
_PARTS: tuple[tuple[str, Select[Any], Callable[[Any], object]], ...] = (
    (
        "minutes",
        select(Minutes).join(Minutes.topic).where(Minutes.text != "").order_by(Minutes.occurrence),
        _minutes,
    ),
    ("lines", select(OutcomeLine).join(OutcomeLine.topic).order_by(OutcomeLine.id), line_of),
    ("promise", select(PromiseAssessment).join(PromiseAssessment.topic), _promise),
    # Not the file itself, which may be large.
    ("files", select(Material.name).join(Material.topic).order_by(Material.id), str),
    ("heads", select(HeadCount).join(Topic, _ITS_COUNT).order_by(HeadCount.occurrence), _head_count),
)
"""The parts of an outcome, how their rows are loaded, and what makes a part of a row."""


def _own(event: Event, numbers: Collection[int] | None) -> tuple[dict[int, PageOutcome], dict[int, int]]:
    """Return what came of each topic itself, and of those that were merged the number of their topic."""
    parts: dict[int, dict[str, list[Any]]] = defaultdict(lambda: defaultdict(list))
    merged: dict[int, int] = {}
    kept = aliased(Topic)
    here = [Topic.event_id == event.id]
    if numbers is not None:
        here.append(or_(Topic.number.in_(numbers), kept.number.in_(numbers)))
    for name, rows, drawn in _PARTS:
        found = rows.add_columns(Topic.number, kept.number).outerjoin(TopicLink, topic_links.merge_of(Topic))
        found = found.outerjoin(kept, kept.id == TopicLink.other_id).where(*here)
        for row, number, into in db.session.execute(found):
            parts[number][name].append(drawn(row))
            if into is not None:
                merged[number] = into
    return {number: _outcome(known) for number, known in parts.items()}, merged


def _outcome(parts: Mapping[str, Sequence[Any]]) -> PageOutcome:
    several = {name: tuple(part) for name, part in parts.items() if name != "promise"}
    return PageOutcome(**several, promise=next(iter(parts.get("promise", ())), None))
