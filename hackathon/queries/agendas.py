"""Finding what was published."""

from sqlalchemy import select

from hackathon.domain.agenda import Agenda
from hackathon.extensions import db
from hackathon.models import Event, Revision


def latest(event: Event) -> Agenda | None:
    """Return the event's published agenda, if there is one."""
    document = db.session.scalar(
        select(Revision.document)
        .where(Revision.event_id == event.id)
        .order_by(Revision.number.desc())
        .limit(1)
    )
    return Agenda.from_json(document) if document else None
