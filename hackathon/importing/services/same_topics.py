"""An imported topic that already exists: link the two, or take over the other's content."""

from datetime import datetime

from sqlalchemy import select

from hackathon.core.extensions import db
from hackathon.events.models import Event
from hackathon.pages.merge.outcomes import SameTopicChoice
from hackathon.pages.merge.plan import TopicPlan
from hackathon.pages.merge.similar_topics import CandidateTopic
from hackathon.topics.comments.models import Comment
from hackathon.topics.links.models import SameTopic
from hackathon.topics.models import Contact, Topic
from hackathon.topics.votes.models import Vote


def resolve_same_topics(topic: Topic, change: TopicPlan, *, now: datetime) -> None:
    """Link the new topic and the one it matches; if merged, it also gets that topic's content.

    The other one stays unchanged, because it belongs to another event's record.
    """
    if change.fate is None or change.other is None:
        return
    other = _found(topic.event, change.other)
    if other is None:
        return
    db.session.flush()
    db.session.merge(SameTopic(topic_id=topic.id, other_id=other.id, made_at=now))
    if change.fate is SameTopicChoice.MERGE:
        _unite_contacts(topic, other)
        _unite_votes(topic, other)
        _unite_comments(topic, other)


def _found(event: Event, other: CandidateTopic) -> Topic | None:
    found = select(Topic).join(Event).where(Event.slug == (other.event or event.slug))
    return db.session.scalar(found.where(Topic.number == other.number))


def _unite_contacts(topic: Topic, other: Topic) -> None:
    there = {contact.person_id for contact in topic.contacts}
    for each in other.contacts:
        if each.person_id not in there:
            place = len(topic.contacts)
            topic.contacts.append(Contact(person_id=each.person_id, role=each.role, position=place))


def _unite_votes(topic: Topic, other: Topic) -> None:
    """Copy the other topic's votes; if a person voted for both, the later vote counts."""
    there = {vote.person_id: vote for vote in db.session.scalars(select(Vote).filter_by(topic_id=topic.id))}
    for each in other.votes:
        mine = there.get(each.person_id)
        if mine is None:
            mine = Vote(topic_id=topic.id, person_id=each.person_id)
            db.session.add(mine)
        elif each.cast_at <= mine.cast_at:
            continue
        mine.choice, mine.cast_at, mine.from_page = each.choice, each.cast_at, each.from_page


def _unite_comments(topic: Topic, other: Topic) -> None:
    """Copy the other topic's missing comments; replies stay replies."""
    there = {
        (each.person_id, each.written_at, each.text): each
        for each in db.session.scalars(select(Comment).filter_by(topic_id=topic.id))
    }
    copies: dict[int, Comment] = {}
    for each in sorted(other.comments, key=lambda comment: comment.id):
        key = (each.person_id, each.written_at, each.text)
        if key not in there:
            answered = copies.get(each.reply_to_id or 0)
            there[key] = Comment(
                topic_id=topic.id,
                person_id=each.person_id,
                text=each.text,
                written_at=each.written_at,
                addressed_at=each.addressed_at,
                reply_to_id=answered.id if answered else None,
            )
            db.session.add(there[key])
            db.session.flush()  # a reply needs its key
        copies[each.id] = there[key]
