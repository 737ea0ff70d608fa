"""What the topics of an event are to one person: what they voted for, and what they run."""

from sqlalchemy import Function, and_, exists, func, or_, select

from hackathon.accounts.models import Person
from hackathon.agenda.models import Revision
from hackathon.agenda.my_agenda.domain import Preference
from hackathon.core.extensions import db
from hackathon.events.models import Event
from hackathon.topics.links import queries as topic_links
from hackathon.topics.links.models import TopicLink
from hackathon.topics.models import Contact, Topic
from hackathon.topics.votes.models import Vote


def preferences_of(event: Event, person: Person) -> tuple[Preference, ...]:
    """Return every topic of the event that the person voted for or runs, by number.

    Whoever wants a topic wants what was merged into it as long as a published agenda may still hold that.
    """
    runs = exists().where(Contact.topic_id == _standing(), Contact.person_id == person.id)
    is_published = exists().where(Revision.event_id == event.id)
    rows = db.session.execute(
        select(Topic.number, Topic.title, Topic.is_withdrawn, Vote.choice, runs)
        .outerjoin(TopicLink, topic_links.merge_of(Topic))
        .outerjoin(Vote, and_(Vote.topic_id == _standing(), Vote.person_id == person.id))
        .where(Topic.event_id == event.id, or_(Vote.choice.is_not(None), runs))
        .where(or_(TopicLink.topic_id.is_(None), is_published))
        .order_by(Topic.number)
    )
    return tuple(
        Preference(
            topic=number,
            title=title,
            choice=choice,
            runs=bool(is_run),
            is_withdrawn=bool(is_withdrawn),
        )
        for number, title, is_withdrawn, choice, is_run in rows
    )


def topics(*, event_id: int, person_id: int) -> tuple[int, ...]:
    """Return the numbers of the topics that a person voted for or runs, in order, merged ones included."""
    voted = select(Vote.topic_id).where(Vote.person_id == person_id)
    run = select(Contact.topic_id).where(Contact.person_id == person_id)
    wanted = or_(_standing().in_(voted), _standing().in_(run))
    found = select(Topic.number).outerjoin(TopicLink, topic_links.merge_of(Topic))
    found = found.where(Topic.event_id == event_id, wanted)
    return tuple(db.session.scalars(found.order_by(Topic.number)))


def _standing() -> Function[int]:
    """Return, for a topic joined with its merge, the key of the topic that stands for it now."""
    return func.coalesce(TopicLink.other_id, Topic.id)
