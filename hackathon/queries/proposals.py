"""What somebody who proposes a topic needs to see: what they have written, and what is there already."""

from collections.abc import Sequence

from sqlalchemy import func, or_, select

from hackathon.domain.similar import Text
from hackathon.domain.topics import ReviewState
from hackathon.extensions import db
from hackathon.models import Event, Person, Topic, TopicDraft

COMPARED = 600
"""How much of a description is compared, in characters: what it is about stands at its beginning."""


def draft(event: Event, person: Person) -> TopicDraft | None:
    """Return what the person has written of a proposal, if anything is kept."""
    return db.session.get(TopicDraft, (event.id, person.id))


def texts(event: Event, *, but: str | None) -> Sequence[Text]:
    """Return the topics of the event as they are compared, but for the one that was made of this very form.

    Withdrawn ones are not there any more.
    """
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
