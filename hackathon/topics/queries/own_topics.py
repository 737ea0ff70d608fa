"""Loading the topics that a person is a contact for."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from hackathon.accounts.models import Person
from hackathon.core.extensions import db
from hackathon.events.models import Event
from hackathon.topics.comments.models import Comment
from hackathon.topics.models import Contact, Topic
from hackathon.topics.review import queries as reviews
from hackathon.topics.review.queries import Counted
from hackathon.topics.votes.queries import interest
from hackathon.topics.votes.queries.interest import Interested


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnTopic:
    """A topic with its review counts, open comments and interested people."""

    topic: Topic
    counted: Counted
    open_comments: Sequence[Comment]
    votes: Sequence[Interested]


def own_topics_of(event: Event, person: Person) -> Sequence[OwnTopic]:
    """Return the topics that the person is a contact for, by number, withdrawn ones last."""
    rows = db.session.execute(
        select(Topic, *reviews.counts())
        .where(Topic.event_id == event.id, Topic.contacts.any(Contact.person_id == person.id))
        .options(joinedload(Topic.area))
        .order_by(Topic.number)
    ).all()
    topics = [topic for topic, _, _ in rows]
    comments, votes = _open_comments(topics), interest.interest_in(event, topics)
    found = [
        OwnTopic(
            topic=topic,
            counted=Counted(reviews=number, open_questions=open_questions),
            open_comments=comments[topic.id],
            votes=votes[topic.id],
        )
        for topic, number, open_questions in rows
    ]
    return sorted(found, key=lambda each: each.topic.is_withdrawn)


def _open_comments(topics: Sequence[Topic]) -> dict[int, list[Comment]]:
    found: dict[int, list[Comment]] = {topic.id: [] for topic in topics}
    comments = db.session.scalars(
        select(Comment)
        .where(Comment.topic_id.in_(found), Comment.reply_to_id.is_(None), Comment.addressed_at.is_(None))
        .options(joinedload(Comment.person))
        .order_by(Comment.written_at.nulls_first(), Comment.id)
    )
    for comment in comments:
        found[comment.topic_id].append(comment)
    return found
