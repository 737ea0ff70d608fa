"""Finding whose calendar a secret address is."""

from dataclasses import dataclass

from flask import abort
from sqlalchemy import func, select

from hackathon.domain.agenda import Agenda
from hackathon.extensions import db
from hackathon.models import Event, FeedKey, Revision


@dataclass(frozen=True, slots=True, kw_only=True)
class Owner:
    """Whose calendar it is, of which event; `revision` is the number that holds now, 0 before the first."""

    person_id: int
    event_id: int
    revision: int


def owner(secret: str) -> Owner:
    """Return whose calendar answers at a secret address; 404 if nobody's does."""
    newest = select(func.max(Revision.number)).where(Revision.event_id == FeedKey.event_id).scalar_subquery()
    row = db.session.execute(
        select(FeedKey.person_id, FeedKey.event_id, func.coalesce(newest, 0)).where(FeedKey.secret == secret)
    ).first()
    if row is None:
        abort(404)
    person_id, event_id, revision = row
    return Owner(person_id=person_id, event_id=event_id, revision=revision)


def agenda_of(owner: Owner) -> Agenda:
    """Return the agenda that the calendar is drawn from; before the first publication an empty one."""
    if owner.revision:
        found = select(Revision.document).where(
            Revision.event_id == owner.event_id, Revision.number == owner.revision
        )
        return Agenda.from_json(db.session.scalars(found).one())
    return _blank(db.session.get_one(Event, owner.event_id))


def _blank(event: Event) -> Agenda:
    return Agenda(
        event=event.slug,
        title=event.title,
        place=event.place,
        zone=event.zone,
        revision=0,
        published_at=event.made_at,
        note="",
        hue=event.hue,
        areas=(),
        rooms=(),
        slots=(),
        sessions=(),
    )
