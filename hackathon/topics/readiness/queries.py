"""Loading the data for the readiness report."""

from collections import defaultdict

from sqlalchemy import func, select
from sqlalchemy.orm import contains_eager, load_only

from hackathon.accounts.models import Person
from hackathon.core.extensions import db
from hackathon.events.models import Event
from hackathon.topics.models import Contact, Topic
from hackathon.topics.readiness.domain import TopicFacts
from hackathon.topics.votes.queries import counting


def facts(event: Event) -> list[TopicFacts]:
    """Return the report's data on every proposed topic; of long texts only the first character."""
    # There may be thousands of topics, so only the columns that the report needs are loaded.
    columns = load_only(
        Topic.number, Topic.title, Topic.review_state, Topic.difficulty, Topic.skills, Topic.area_id
    )
    rows = db.session.execute(
        select(
            Topic,
            counting.wanted(event),
            func.substr(Topic.description, 1, 1),
            func.substr(Topic.outcomes, 1, 1),
        )
        .outerjoin(Topic.area)
        .where(Topic.event_id == event.id, ~Topic.is_withdrawn)
        .options(columns, contains_eager(Topic.area))
        .order_by(Topic.number)
    )
    contacts = _contacts(event)
    return [
        TopicFacts(
            number=topic.number,
            title=topic.title,
            address=topic.address,
            area=topic.area.name if topic.area else "",
            state=topic.review_state,
            difficulty=topic.difficulty,
            skills=topic.skills,
            description=description,
            outcomes=outcomes,
            contacts=tuple(contacts[topic.id]),
            wanted=wanted,
        )
        for topic, wanted, description, outcomes in rows
    ]


def _contacts(event: Event) -> dict[int, list[str]]:
    """Return the names of each topic's contacts, by topic id."""
    rows = db.session.execute(
        select(Contact.topic_id, Person.name)
        .join(Contact.topic)
        .join(Contact.person)
        .where(Topic.event_id == event.id)
        .order_by(Contact.position, Contact.id)
    )
    names = defaultdict[int, list[str]](list)
    for topic_id, name in rows:
        names[topic_id].append(name)
    return names
