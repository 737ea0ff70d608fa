"""What becomes of a draft when the slots and rooms under it go."""

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import joinedload

from hackathon.extensions import db
from hackathon.models import Draft, Event, Session
from hackathon.services.transactions import touch, transaction


@transaction
def take_out(*, event: Event, where: ColumnElement[bool]) -> int:
    """Take these sessions out of every draft of the event; return how many left the current one."""
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
