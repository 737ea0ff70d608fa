"""What a topic that comes from another takes from it."""

from datetime import datetime

from hackathon.domain.topics import LinkKind, NamedContact
from hackathon.domain.votes import Choice
from hackathon.extensions import db
from hackathon.models import Topic, TopicLink, Vote


def contacts(topic: Topic) -> tuple[NamedContact, ...]:
    """Return who stands for the topic, as another would name them."""
    return tuple(NamedContact(person_id=each.person_id, role=each.role) for each in topic.contacts)


def copy_votes(topic: Topic, to: Topic, *, choice: Choice | None = None) -> None:
    """Let all who want the topic want another too, as much or with one choice; notes stay where they are."""
    db.session.add_all(
        Vote(topic_id=to.id, person_id=vote.person_id, choice=choice or vote.choice, cast_at=vote.cast_at)
        for vote in topic.votes
    )


def link(topic: Topic, kind: LinkKind, origin: Topic, *, now: datetime) -> bool:
    """Say from which topic this one comes; return whether that was not known yet."""
    if db.session.get(TopicLink, (topic.id, kind)) is not None:
        return False
    db.session.add(TopicLink(topic_id=topic.id, kind=kind, other_id=origin.id, made_at=now))
    return True
