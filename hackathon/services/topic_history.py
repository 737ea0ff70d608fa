"""The history of every topic: kept as a change is committed, whoever makes it and wherever.

Services say nothing of it. The session itself notes which topics are written, and before it commits each of
those that says something else than before leaves a version.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import and_, func, insert, inspect, select
from sqlalchemy import event as events
from sqlalchemy.orm import Session, UOWTransaction

from hackathon.domain.versions import NAMES, Content, as_kept
from hackathon.extensions import db
from hackathon.models import Area, Contact, Event, Person, Topic, TopicVersion

CHANGED, ACTING, BECAUSE = "changed_topics", "acting", "because"
"""What a session remembers until it commits: keys of topics, who changes them and when, and why."""

_COLUMNS = [name for name in NAMES if name not in ("area", "contacts")]


def acting(said: Mapping[str, object]) -> None:
    """Say who is at work in this transaction, and when, as the service was told under `by` and `now`."""
    by, now = said.get("by"), said.get("now")
    # Not by.id, which would read a row again that was read before the transaction began.
    key = inspect(by).identity if isinstance(by, Person) else None
    db.session().info[ACTING] = (key[0] if key else None, now)


def because(words: str, *topics: Topic) -> None:
    """Say where the change of these topics comes from, or that of all; those named leave a version anyway."""
    reasons: dict[int | None, str] = db.session().info.setdefault(BECAUSE, {})
    reasons.update({topic.id: words for topic in topics})
    if not topics:
        reasons[None] = words


def look_at(event: Event) -> None:
    """Look at every topic of the event, where rows were written without the session's knowledge."""
    _noted(db.session()).update(db.session.scalars(select(Topic.id).where(Topic.event_id == event.id)))


def _forget(session: Session) -> None:
    for each in (CHANGED, ACTING, BECAUSE):
        session.info.pop(each, None)


def _note_areas(session: Session, _context: UOWTransaction, _instances: object) -> None:
    """Note the topics of an area that goes: the database itself takes it from them."""
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
    found: set[int] = session.info.setdefault(CHANGED, set())
    return found


def _keep(session: Session) -> None:
    """Write a version of each topic that says something else than in its last one: in three questions."""
    session.flush()
    keys = session.info.get(CHANGED)
    if keys:
        # Two who change one topic at an instant do so one after the other.
        said, made_at = _said(session, keys)
        versions = list(_versions(session, said, made_at))
        if versions:
            session.execute(insert(TopicVersion), versions)
    _forget(session)


def _versions(
    session: Session, said: Mapping[int, Content], made_at: Mapping[int, datetime]
) -> Iterator[dict[str, Any]]:
    by_id, now = session.info.get(ACTING, (None, None))
    reasons = session.info.get(BECAUSE, {})
    before = _last(session, said)
    for key, content in said.items():
        number, last = before.get(key, (0, None))
        if content != last or key in reasons:
            yield {
                "topic_id": key,
                "number": number + 1,
                # Outside a service nobody says when it is; only what fills a new database is written there.
                "at": now or made_at[key],
                "by_id": by_id,
                "because": reasons.get(key, reasons.get(None, "")),
                "content": content,
            }


def _said(session: Session, keys: Collection[int]) -> tuple[dict[int, Content], dict[int, datetime]]:
    """Return what each topic says as the database has it, and when it was made."""
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
    found: dict[int, list[Any]] = {}
    rows = session.execute(
        select(Contact.topic_id, Contact.person_id, Contact.role)
        .where(Contact.topic_id.in_(keys))
        .order_by(Contact.topic_id, Contact.position, Contact.id)
    )
    for key, person, role in rows:
        found.setdefault(key, []).append([person, role.value])
    return dict(found)


def _last(session: Session, keys: Collection[int]) -> dict[int, tuple[int, Content]]:
    """Return the number and the content of the newest version of each topic that has one."""
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
