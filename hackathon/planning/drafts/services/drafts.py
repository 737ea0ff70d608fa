"""Updating drafts when slots or rooms go, or another draft becomes current."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import joinedload

from hackathon.core.database.transactions import touch, transaction
from hackathon.core.extensions import db
from hackathon.events.models import Event
from hackathon.planning.drafts.models import Draft, Session
from hackathon.planning.drafts.queries import drafts


@transaction
def take_out(*, event: Event, where: ColumnElement[bool]) -> int:
    """Remove these sessions from every draft of the event; return how many left the current one."""
    sessions = db.session.scalars(
        select(Session)
        .join(Session.draft)
        .where(Draft.event_id == event.id, where)
        .options(joinedload(Session.draft))
    ).all()
    for session in sessions:
        touch(session.draft)
        db.session.delete(session)
    db.session.flush()
    return sum(session.draft.is_current for session in sessions)


def replace_draft(event: Event, sessions: Sequence[Session], now: datetime) -> Draft:
    """Make these sessions the current draft; pinned topics stay pinned, and the previous draft is kept."""
    before = drafts.current(event)
    held = [session for session in (before.sessions if before else ()) if session.pinned]
    pinned = {(session.topic_id, session.occurrence) for session in held}
    if before:
        before.is_current = False
        db.session.flush()  # There may be only one current draft at any moment.
    draft = Draft(event=event, is_current=True, made_at=now)
    for session in sessions:
        session.pinned = session.pinned or (session.topic.id, session.occurrence) in pinned
    draft.sessions = list(sessions)
    db.session.add(draft)
    db.session.flush()
    return draft


def keep_version(draft: Draft, *, name: str = "", revision: int | None = None, now: datetime) -> Draft:
    """Save a copy of a draft within a transaction; the draft itself can be changed further."""
    copy = Draft(
        event_id=draft.event_id,
        is_current=False,
        made_at=now,
        name=name,
        revision=revision,
        is_by_planner=draft.is_by_planner,
    )
    copy.sessions = [
        Session(
            topic_id=session.topic_id,
            occurrence=session.occurrence,
            room_id=session.room_id,
            slot_id=session.slot_id,
            pinned=session.pinned,
            overridden=list(session.overridden),
        )
        for session in draft.sessions
    ]
    db.session.add(copy)
    db.session.flush()
    return copy
