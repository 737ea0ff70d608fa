"""Making two topics of one."""

from datetime import datetime

from hackathon.domain.errors import BadEntry, TopicWithdrawn
from hackathon.domain.topics import LinkKind, TopicFields
from hackathon.extensions import db
from hackathon.models import Person, Topic
from hackathon.services import activity, topic_copies, topic_history, topics
from hackathon.services.transactions import transaction


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
    """Make a part of a topic one of its own and return it; the same form sent twice makes one.

    It stands in the same area and is discussed at the same place; votes, without their notes, and contacts
    are copied where that is asked for. The first topic stays as it is.
    Raises BadEntry if both would have one title, and TopicWithdrawn.
    """
    if topic.is_withdrawn:
        raise TopicWithdrawn(f"“{topic.title}” was withdrawn. Bring it back first, then split it.")
    if title.strip() == topic.title:
        raise BadEntry("The two topics would have one title. Give the second one of its own.")
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
    db.session.flush()  # what follows needs its key
    if topic_copies.link(new, LinkKind.SPLIT, topic, now=now):
        if with_votes:
            topic_copies.copy_votes(topic, new)
        topic_history.because(f"it was split off from #{topic.number} “{topic.title}”", new)
        activity.did(f"split “{new.title}” off “{topic.title}”", event=topic.event, by=by, now=now)
    return new
