"""Carrying a topic over to a later event."""

from datetime import datetime

from hackathon.accounts.models import Person
from hackathon.activity import services as activity
from hackathon.activity.messages import LogKind
from hackathon.core.database.transactions import transaction
from hackathon.core.domain.topics import LinkKind, TopicFields
from hackathon.core.domain.votes import Choice
from hackathon.core.errors import BadEntry
from hackathon.core.extensions import db
from hackathon.core.text.messages import message
from hackathon.core.text.names import normalize
from hackathon.events.models import Event
from hackathon.topics.history import services as topic_history
from hackathon.topics.history.messages import Reason
from hackathon.topics.links import queries as topic_links
from hackathon.topics.links import services as topic_copies
from hackathon.topics.models import Topic
from hackathon.topics.services import topics


@transaction
def carry_over(
    *, topic: Topic, to: Event, with_interest: bool, form_key: str, by: Person | None, now: datetime
) -> Topic:
    """Copy the topic to a later event and return the copy; sending the same form twice adds one topic.

    The copy has the same texts, needs, length and contacts, and the area of the same name. Votes stay with
    the original; `with_interest` also adds a "maybe" to the copy for everyone who voted.
    Raises BadEntry if the event is not later, or already has the topic.
    """
    origin = topic.event
    if to.first_day <= origin.first_day:
        raise BadEntry(
            message(
                "%(to)s is not later than %(origin)s. Please choose a later event.",
                to=to.title,
                origin=origin.title,
            )
        )
    carried = next((each for each in topic_links.later_on(topic) if each.event_id == to.id), None)
    if carried is not None:
        if carried.form_key == form_key:
            return carried
        raise BadEntry(
            message(
                "%(to)s already has this topic: #%(number)s “%(carried)s”.",
                to=to.title,
                number=carried.number,
                carried=carried.title,
            )
        )

    new = topics.add(event=to, fields=_fields(topic, to, now), by=by, form_key=form_key, now=now)
    db.session.flush()  # the link needs its id
    topic_copies.link(new, LinkKind.CARRIED, topic, now=now)
    if with_interest:
        topic_copies.copy_votes(topic, new, choice=Choice.MAYBE)
    topic_history.because(Reason.CARRIED_OVER, new, number=topic.number, origin=origin.title)
    activity.record(LogKind.CARRIED_OVER, event=origin, by=by, now=now, topic=topic.title, to=to.title)
    return new


def _fields(topic: Topic, to: Event, now: datetime) -> TopicFields:
    """Return the fields of the copy; verification and review are not copied."""
    areas = {normalize(area.name): area.slug for area in to.areas}
    return TopicFields(
        title=topic.title,
        area=areas.get(normalize(topic.area.name)) if topic.area else None,
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
