"""Reading rooms, opening hours and slots, and what a draft has put in them."""

from collections.abc import Sequence

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import selectinload

from hackathon.core.extensions import db
from hackathon.core.text.collation import sort_key
from hackathon.events.models import Event
from hackathon.planning.drafts.models import Draft, Session
from hackathon.planning.rooms.models import Room
from hackathon.topics.models import Topic


def rooms(event: Event) -> Sequence[Room]:
    """Return the rooms of an event in their order, with the slots that they are closed in."""
    return db.session.scalars(
        select(Room)
        .where(Room.event_id == event.id)
        .options(selectinload(Room.closures))
        .order_by(Room.position, Room.id)
    ).all()


def drafted(event: Event, where: ColumnElement[bool]) -> Sequence[str]:
    """Return the titles of the topics that the current draft has there, in alphabetical order."""
    titles = db.session.scalars(
        select(Topic.title)
        .join(Session, Session.topic_id == Topic.id)
        .join(Session.draft)
        .where(Draft.event_id == event.id, Draft.is_current, where)
    )
    return sorted(titles, key=sort_key)
