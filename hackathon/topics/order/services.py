"""Adding and removing ordering rules."""

from datetime import datetime

from hackathon.accounts.models import Person
from hackathon.activity import services as activity
from hackathon.activity.messages import LogKind
from hackathon.core.database.transactions import transaction
from hackathon.core.errors import BadEntry
from hackathon.core.extensions import db
from hackathon.core.text.messages import message
from hackathon.events.models import Event
from hackathon.topics.models import Topic
from hackathon.topics.order import queries as orders
from hackathon.topics.order.domain import after
from hackathon.topics.order.models import TopicOrder


@transaction
def add(*, event: Event, first: Topic, then: Topic, by: Person | None, now: datetime) -> None:
    """Require a topic to come after another; does nothing if it already does.

    Raises BadEntry if that would create a cycle.
    """
    known = orders.pairs(event)
    if (first.id, then.id) in known:
        return
    if first.id in after(then.id, known):
        raise BadEntry(
            message(
                "“%(first)s” already comes after “%(then)s”. Remove that rule first.",
                first=first.title,
                then=then.title,
            )
        )
    db.session.add(TopicOrder(first_id=first.id, then_id=then.id))
    activity.record(LogKind.ORDERED_TOPICS, event=event, by=by, now=now, then=then.title, first=first.title)


@transaction
def remove(*, event: Event, first: Topic, then: Topic, by: Person | None, now: datetime) -> None:
    """Remove an ordering rule."""
    order = db.session.get(TopicOrder, (first.id, then.id))
    if order is not None:
        db.session.delete(order)
        activity.record(
            LogKind.REMOVED_ORDER, event=event, by=by, now=now, then=then.title, first=first.title
        )
