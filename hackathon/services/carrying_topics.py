"""Proposing a topic again, at a later event."""

from datetime import datetime

from hackathon.domain.errors import BadEntry
from hackathon.domain.names import normalise
from hackathon.domain.topics import LinkKind, TopicFields
from hackathon.domain.votes import Choice
from hackathon.extensions import db
from hackathon.models import Event, Person, Topic
from hackathon.queries import topic_links
from hackathon.services import activity, topic_copies, topic_history, topics
from hackathon.services.transactions import take_turns, transaction


@transaction
def carry_over(
    *, topic: Topic, to: Event, with_interest: bool, form_key: str, by: Person | None, now: datetime
) -> Topic:
    """Make the topic anew at a later event and return it; the same form sent twice makes one.

    It has the texts, needs, length and contacts of the first, and the area of the same name. Votes stay with
    the first; `with_interest` also writes a "maybe" at the new one for everybody who voted.
    Raises BadEntry if the event is not a later one, or has the topic already, on whichever way it came there.
    """
    take_turns(to)
    origin = topic.event
    if to.first_day <= origin.first_day:
        raise BadEntry(f"{to.title} is not later than {origin.title}. Choose an event that is still ahead.")
    carried = next((each for each in topic_links.later_on(topic) if each.event_id == to.id), None)
    if carried is not None:
        if carried.form_key == form_key:
            return carried
        raise BadEntry(f"This topic is at {to.title} already, as #{carried.number} “{carried.title}”.")

    new = topics.add(event=to, fields=_fields(topic, to, now), by=by, form_key=form_key, now=now)
    db.session.flush()  # what follows needs its key
    topic_copies.link(new, LinkKind.CARRIED, topic, now=now)
    if with_interest:
        topic_copies.copy_votes(topic, new, choice=Choice.MAYBE)
    topic_history.because(f"#{topic.number} of {origin.title} was carried over", new)
    activity.did(f"carried “{topic.title}” over to {to.title}", event=origin, by=by, now=now)
    return new


def _fields(topic: Topic, to: Event, now: datetime) -> TopicFields:
    """Return what the new topic says; when it was verified, and its review, were of the first alone."""
    areas = {normalise(area.name): area.slug for area in to.areas}
    return TopicFields(
        title=topic.title,
        area=areas.get(normalise(topic.area.name)) if topic.area else None,
        description=topic.description,
        outcomes=topic.outcomes,
        steps=topic.steps,
        references=topic.references,
        skills=topic.skills,
        difficulty=topic.difficulty,
        forum=topic.forum,
        chat=topic.chat,
        contact_note=topic.contact_note,
        inserted_on=now.astimezone(to.timezone).date(),
        programme=topic.programme,
        length=topic.length,
        needs=tuple(topic.needs),
        is_plenary=topic.is_plenary,
        may_run_twice=topic.may_run_twice,
        contacts=topic_copies.contacts(topic),
    )
