"""Loading a person's draft, and the topics to compare a proposal with."""

from collections.abc import Sequence

from sqlalchemy import func, or_, select

from hackathon.accounts.models import Person
from hackathon.core.domain.topics import ReviewState
from hackathon.core.extensions import db
from hackathon.core.text.similar import Text
from hackathon.events.models import Event
from hackathon.topics.models import Topic
from hackathon.topics.proposals.models import TopicDraft

COMPARED = 600
"""The number of characters of a description to compare; the beginning says what a topic is about."""


def draft(event: Event, person: Person) -> TopicDraft | None:
    """Return the person's saved draft, if any."""
    return db.session.get(TopicDraft, (event.id, person.id))


def texts(event: Event, *, but: str | None) -> Sequence[Text]:
    """Return the event's topics for comparison, except withdrawn ones and the one created by this form."""
    rows = db.session.execute(
        select(Topic.number, Topic.title, func.substr(Topic.description, 1, COMPARED))
        .where(
            Topic.event_id == event.id,
            Topic.form_key.is_distinct_from(but),
            or_(Topic.review_state.is_(None), Topic.review_state != ReviewState.WITHDRAWN),
        )
        .order_by(Topic.number)
    )
    return [Text(number=number, title=title, description=text) for number, title, text in rows]
