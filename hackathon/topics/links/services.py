"""Copying contacts and votes between topics, and linking them."""

from datetime import datetime

from hackathon.core.domain.topics import LinkKind, NamedContact
from hackathon.core.domain.votes import Choice
from hackathon.core.extensions import db
from hackathon.topics.links.models import TopicLink
from hackathon.topics.models import Topic
from hackathon.topics.votes.models import Vote


def contacts(topic: Topic) -> tuple[NamedContact, ...]:
    """Return the topic's contacts, to be used for another topic."""
    return tuple(NamedContact(person_id=contact.person_id, role=contact.role) for contact in topic.contacts)


def copy_votes(topic: Topic, to: Topic, *, choice: Choice | None = None) -> None:
    """Copy the votes to another topic, optionally all as one choice; notes are not copied."""
    db.session.add_all(
        Vote(
            topic_id=to.id,
            person_id=vote.person_id,
            choice=choice or vote.choice,
            cast_at=vote.cast_at,
            from_page=vote.from_page,
        )
        for vote in topic.votes
    )


def link(topic: Topic, kind: LinkKind, origin: Topic, *, now: datetime) -> bool:
    """Link a topic to its origin; return whether the link is new."""
    if db.session.get(TopicLink, (topic.id, kind)) is not None:
        return False
    db.session.add(TopicLink(topic_id=topic.id, kind=kind, other_id=origin.id, made_at=now))
    return True
