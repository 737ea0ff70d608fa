"""Draft sessions of a topic that was merged into another one."""

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from hackathon.core.database.transactions import touch
from hackathon.core.extensions import db
from hackathon.planning.drafts.models import Session
from hackathon.topics.models import Topic


def give_places(kept: Topic, *, gone: Topic) -> None:
    """Move a topic's places to the other one in drafts where that has none, or only these are pinned."""
    found = select(Session).where(Session.topic_id.in_((kept.id, gone.id)))
    drafts: dict[int, tuple[list[Session], list[Session]]] = {}
    for session in db.session.scalars(found.options(joinedload(Session.draft))):
        mine, theirs = drafts.setdefault(session.draft_id, ([], []))
        (mine if session.topic_id == kept.id else theirs).append(session)
    for mine, theirs in drafts.values():
        if not theirs:
            continue
        touch(theirs[0].draft)  # so that older forms about the draft are stale
        theirs_count = not mine or (_pinned(theirs) and not _pinned(mine))
        for session in mine if theirs_count else theirs:
            db.session.delete(session)
        db.session.flush()  # the other topic never has two places, not even for a moment
        for session in theirs if theirs_count else ():
            session.topic_id = kept.id


def _pinned(sessions: list[Session]) -> bool:
    return any(session.pinned for session in sessions)
