"""Loading, in one query, the state that open pages watch for changes."""

from flask import abort
from sqlalchemy import bindparam, func, select

from hackathon.agenda.live.domain import LiveState
from hackathon.agenda.models import Revision
from hackathon.core.extensions import db
from hackathon.events.models import Event


def live_state(slug: str) -> LiveState:
    """Return the state of an event; 404 if there is no such event."""
    row = db.session.execute(_STATE, {"slug": slug}).first()
    if row is None:
        abort(404)
    event_id, notice, revision = row
    return LiveState(event_id=event_id, revision=revision or 0, notice=notice)


# Every open page runs this every ten seconds. Building the statement takes longer than executing it.
_STATE = (
    select(
        Event.id,
        Event.notice,
        select(func.max(Revision.number)).where(Revision.event_id == Event.id).scalar_subquery(),
    )
    .where(Event.slug == bindparam("slug"))
    .limit(1)
)
