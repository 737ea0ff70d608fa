"""Recording the history of topics: a version is written whenever a change to a topic is committed.

Services do not call this for ordinary changes. Session listeners collect the topics that were written, and
before the commit each topic whose content has changed gets a new version.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import and_, func, insert, select
from sqlalchemy import event as events
from sqlalchemy.orm import Session, UOWTransaction

from hackathon.core.database.transactions import ACTOR
from hackathon.core.extensions import db
from hackathon.core.text.stored_messages import values_to_json
from hackathon.events.models import Event
from hackathon.topics.areas.models import Area
from hackathon.topics.history.domain import NAMES, Content, as_kept
from hackathon.topics.history.messages import Reason, reason_sentence
from hackathon.topics.history.models import TopicVersion
from hackathon.topics.models import Contact, Topic

CHANGED, BECAUSE = "changed_topics", "because"
"""What a session remembers until it commits: keys of changed topics, and the reasons."""

_NO_REASON = {"because": "", "kind": "", "details": None}

_COLUMNS = [name for name in NAMES if name not in ("area", "contacts")]


def because(kind: Reason, *topics: Topic, **values: object) -> None:
    """Record the reason for changing these topics, or all of them; those named get a version in any case."""
    reasons: dict[int | None, dict[str, Any]] = db.session().info.setdefault(BECAUSE, {})
    reason = {
        "because": str(reason_sentence(kind, values)),
        "kind": kind.value,
        "details": values_to_json(values),
    }
    reasons.update({topic.id: reason for topic in topics})
    if not topics:
        reasons[None] = reason


def look_at(event: Event) -> None:
    """Check every topic of the event for changes, after rows were written without the session."""
    _noted(db.session()).update(db.session.scalars(select(Topic.id).where(Topic.event_id == event.id)))


def keep_so_far() -> None:
    """Write versions for the changes so far, in the middle of a large change."""
    session = db.session()
    reasons = session.info.get(BECAUSE)
    _keep(session)
    if reasons is not None:
        session.info[BECAUSE] = reasons


def _forget(session: Session) -> None:
    for each in (CHANGED, BECAUSE):
        session.info.pop(each, None)


def _note_areas(session: Session, _context: UOWTransaction, _instances: object) -> None:
    """Mark the topics of a deleted area as changed: the database itself clears their area."""
    gone = [row.id for row in session.deleted if isinstance(row, Area)]
    if gone:
        with session.no_autoflush:
            _noted(session).update(session.scalars(select(Topic.id).where(Topic.area_id.in_(gone))))


def _note_topics(session: Session, _context: UOWTransaction) -> None:
    for row in (*session.new, *session.dirty, *session.deleted):
        if isinstance(row, Topic):
            _noted(session).add(row.id)
        elif isinstance(row, Contact):
            _noted(session).add(row.topic_id)


def _noted(session: Session) -> set[int]:
    changed: set[int] = session.info.setdefault(CHANGED, set())
    return changed


def _keep(session: Session) -> None:
    """Write a version of each topic whose content differs from its last version, with three queries."""
    session.flush()
    keys = session.info.get(CHANGED)
    if keys:
        # The rows are locked, so concurrent changes of a topic are recorded one after the other.
        said, made_at = _said(session, keys)
        versions = list(_versions(session, said, made_at))
        if versions:
            session.execute(insert(TopicVersion), versions)
    _forget(session)


def _versions(
    session: Session, said: Mapping[int, Content], made_at: Mapping[int, datetime]
) -> Iterator[dict[str, Any]]:
    by_id, now = session.info.get(ACTOR, (None, None))
    reasons = session.info.get(BECAUSE, {})
    before = _last(session, said)
    for key, content in said.items():
        number, last = before.get(key, (0, None))
        if content != last or key in reasons:
            yield {
                "topic_id": key,
                "number": number + 1,
                # Outside of services no time is given; that happens only when a new database is filled.
                "at": now or made_at[key],
                "by_id": by_id,
                **reasons.get(key, reasons.get(None, _NO_REASON)),
                "content": content,
            }


def _said(session: Session, keys: Collection[int]) -> tuple[dict[int, Content], dict[int, datetime]]:
    """Return the stored content of each topic and the time it was created."""
    columns = [getattr(Topic, name) for name in _COLUMNS]
    found = select(Topic.id, Topic.made_at, Area.slug, *columns).outerjoin(Topic.area)
    rows = session.execute(found.where(Topic.id.in_(keys)).order_by(Topic.id).with_for_update(of=Topic)).all()
    contacts = _contacts(session, keys)
    said: dict[int, Content] = {
        key: {
            **{name: as_kept(value) for name, value in zip(_COLUMNS, values, strict=True)},
            "area": area,
            "contacts": contacts.get(key, []),
        }
        for key, _, area, *values in rows
    }
    return said, {key: made_at for key, made_at, *_ in rows}


def _contacts(session: Session, keys: Collection[int]) -> dict[int, Sequence[Any]]:
    contacts: dict[int, list[Any]] = {}
    rows = session.execute(
        select(Contact.topic_id, Contact.person_id, Contact.role)
        .where(Contact.topic_id.in_(keys))
        .order_by(Contact.topic_id, Contact.position, Contact.id)
    )
    for key, person, role in rows:
        contacts.setdefault(key, []).append([person, role.value])
    return dict(contacts)


def _last(session: Session, keys: Collection[int]) -> dict[int, tuple[int, Content]]:
    """Return the number and content of each topic's newest version, if it has one."""
    newest = (
        select(TopicVersion.topic_id, func.max(TopicVersion.number).label("number"))
        .where(TopicVersion.topic_id.in_(keys))
        .group_by(TopicVersion.topic_id)
        .subquery()
    )
    is_newest = and_(TopicVersion.topic_id == newest.c.topic_id, TopicVersion.number == newest.c.number)
    rows = session.execute(
        select(TopicVersion.topic_id, TopicVersion.number, TopicVersion.content).join(newest, is_newest)
    )
    return {key: (number, content) for key, number, content in rows}


events.listen(db.session, "before_flush", _note_areas)
events.listen(db.session, "after_flush", _note_topics)
events.listen(db.session, "before_commit", _keep)
events.listen(db.session, "after_rollback", _forget)
