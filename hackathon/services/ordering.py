"""Saying that one topic comes after another."""

from datetime import datetime

from hackathon.domain.errors import BadEntry
from hackathon.domain.orders import after
from hackathon.extensions import db
from hackathon.models import Event, Person, Topic, TopicOrder
from hackathon.queries import orders
from hackathon.services import activity
from hackathon.services.transactions import take_turns, transaction


@transaction
def add(*, event: Event, first: Topic, then: Topic, by: Person | None, now: datetime) -> None:
    """Let one topic come after another; if it does already, nothing changes.

    Raises BadEntry if a topic would so come before itself.
    """
    take_turns(event)  # two orders at one instant could close a circle between them
    known = orders.pairs(event)
    if (first.id, then.id) in known:
        return
    if first.id in after(then.id, known):
        raise BadEntry(
            f"“{first.title}” comes after “{then.title}” already, so the order would run in a circle. "
            "Remove that first."
        )
    db.session.add(TopicOrder(first_id=first.id, then_id=then.id))
    activity.did(f"put “{then.title}” after “{first.title}”", event=event, by=by, now=now)


@transaction
def remove(*, event: Event, first: Topic, then: Topic, by: Person | None, now: datetime) -> None:
    """Let two topics stand in any order again."""
    found = db.session.get(TopicOrder, (first.id, then.id))
    if found is not None:
        db.session.delete(found)
        activity.did(f"no longer puts “{then.title}” after “{first.title}”", event=event, by=by, now=now)
