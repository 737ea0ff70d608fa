"""Loading the topics that a person voted for or runs."""

from sqlalchemy import BindParameter, Function, and_, bindparam, exists, func, or_, select

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

    A vote for a topic also counts for the topics merged into it, as long as a published agenda may still
    contain them.
    """
    rows = db.session.execute(_PREFERENCES, {"event": event.id, "person": person.id})
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
    return tuple(db.session.scalars(_TOPICS, {"event": event_id, "person": person_id}))


# Both statements are built once, because building takes as long as executing.
_EVENT: BindParameter[int] = bindparam("event")
_PERSON: BindParameter[int] = bindparam("person")
_STANDING: Function[int] = func.coalesce(TopicLink.other_id, Topic.id)
"""For a topic joined with its merge, the key of its canonical topic."""

_RUNS = exists().where(Contact.topic_id == _STANDING, Contact.person_id == _PERSON)
_PREFERENCES = (
    select(Topic.number, Topic.title, Topic.is_withdrawn, Vote.choice, _RUNS)
    .outerjoin(TopicLink, topic_links.merge_of(Topic))
    .outerjoin(Vote, and_(Vote.topic_id == _STANDING, Vote.person_id == _PERSON))
    .where(Topic.event_id == _EVENT, or_(Vote.choice.is_not(None), _RUNS))
    .where(or_(TopicLink.topic_id.is_(None), exists().where(Revision.event_id == _EVENT)))
    .order_by(Topic.number)
)
_WANTED = or_(
    _STANDING.in_(select(Vote.topic_id).where(Vote.person_id == _PERSON)),
    _STANDING.in_(select(Contact.topic_id).where(Contact.person_id == _PERSON)),
)
_TOPICS = (
    select(Topic.number)
    .outerjoin(TopicLink, topic_links.merge_of(Topic))
    .where(Topic.event_id == _EVENT, _WANTED)
    .order_by(Topic.number)
)
