"""Splitting a topic into two."""

from datetime import datetime

from hackathon.accounts.models import Person
from hackathon.activity import services as activity
from hackathon.activity.messages import LogKind
from hackathon.core.database.transactions import transaction
from hackathon.core.domain.topics import LinkKind, TopicFields
from hackathon.core.errors import BadEntry, TopicWithdrawn
from hackathon.core.extensions import db
from hackathon.core.text.messages import message
from hackathon.topics.history import services as topic_history
from hackathon.topics.history.messages import Reason
from hackathon.topics.links import services as topic_copies
from hackathon.topics.models import Topic
from hackathon.topics.services import topics


@transaction
def split_off(
    *,
    topic: Topic,
    title: str,
    description: str,
    with_votes: bool,
    with_contacts: bool,
    form_key: str,
    by: Person | None,
    now: datetime,
) -> Topic:
    """Split a part of a topic off into a new topic and return it; sending the same form twice adds one topic.

    The new topic has the same area and discussion channels; votes (without notes) and contacts are copied on
    request. The original does not change.
    Raises BadEntry if both would have the same title, and TopicWithdrawn.
    """
    if topic.is_withdrawn:
        raise TopicWithdrawn(
            message("“%(topic)s” is withdrawn. Restore it before you split it.", topic=topic.title)
        )
    if title.strip() == topic.title:
        raise BadEntry(message("Please give the new topic a different title."), at="title")
    fields = TopicFields(
        title=title,
        area=topic.area.slug if topic.area else None,
        description=description,
        forum=topic.forum,
        chat=topic.chat,
        inserted_on=now.astimezone(topic.event.timezone).date(),
        programme=topic.programme,
        contacts=topic_copies.contacts(topic) if with_contacts else (),
    )
    new = topics.add(event=topic.event, fields=fields, by=by, form_key=form_key, now=now)
    db.session.flush()  # the links need its id
    if topic_copies.link(new, LinkKind.SPLIT, topic, now=now):
        if with_votes:
            topic_copies.copy_votes(topic, new)
        topic_history.because(Reason.SPLIT_OFF, new, number=topic.number, topic=topic.title)
        activity.record(
            LogKind.SPLIT_TOPIC, event=topic.event, by=by, now=now, topic=new.title, origin=topic.title
        )
    return new
