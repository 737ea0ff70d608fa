"""What the topics of an event are to one person: what they voted for, and what they run."""

from sqlalchemy import and_, exists, or_, select

from hackathon.domain.mine import Wish
from hackathon.extensions import db
from hackathon.models import Contact, Event, Person, Topic, Vote


def of(event: Event, person: Person) -> tuple[Wish, ...]:
    """Return every topic of the event that the person voted for or runs, by number."""
    runs = exists().where(Contact.topic_id == Topic.id, Contact.person_id == person.id)
    rows = db.session.execute(
        select(Topic.number, Topic.title, Topic.is_withdrawn, Vote.choice, runs)
        .outerjoin(Vote, and_(Vote.topic_id == Topic.id, Vote.person_id == person.id))
        .where(Topic.event_id == event.id, or_(Vote.choice.is_not(None), runs))
        .order_by(Topic.number)
    )
    return tuple(
        Wish(
            topic=number,
            title=title,
            choice=choice,
            runs=bool(is_run),
            is_withdrawn=bool(is_withdrawn),
        )
        for number, title, is_withdrawn, choice, is_run in rows
    )


def topics(*, event_id: int, person_id: int) -> tuple[int, ...]:
    """Return the numbers of the topics that a person voted for or runs, in order."""
    voted = select(Vote.topic_id).where(Vote.person_id == person_id)
    run = select(Contact.topic_id).where(Contact.person_id == person_id)
    wanted = or_(Topic.id.in_(voted), Topic.id.in_(run))
    found = select(Topic.number).where(Topic.event_id == event_id, wanted)
    return tuple(db.session.scalars(found.order_by(Topic.number)))
