"""Reviewing topics, changing their review state and resolving comments."""

from collections.abc import Collection
from datetime import datetime

from hackathon.accounts.models import Person
from hackathon.activity import services as activity
from hackathon.activity.messages import LogKind
from hackathon.core.database.locks import Lock
from hackathon.core.database.transactions import refuse_stale, transaction
from hackathon.core.database.upsert import upsert
from hackathon.core.domain.topics import ReviewState
from hackathon.core.errors import NotYours, TopicWithdrawn
from hackathon.core.text.messages import message
from hackathon.topics.comments.models import Comment
from hackathon.topics.models import Topic
from hackathon.topics.review.domain.checklist import Checklist
from hackathon.topics.review.domain.review import Part, may_tick, moves
from hackathon.topics.review.models import Review

REVIEW_LOG_KINDS = {
    ReviewState.NEW: LogKind.MARKED_NEW,
    ReviewState.NEEDS_REVIEW: LogKind.REQUESTED_REVIEW,
    ReviewState.NEEDS_WORK: LogKind.REQUESTED_CHANGES,
    ReviewState.REVIEWED: LogKind.MARKED_REVIEWED,
    ReviewState.WITHDRAWN: LogKind.WITHDREW_TOPIC,
}


@transaction
def move(
    *, topic: Topic, to: ReviewState, by: Person, parts: Collection[Part], seen: int, now: datetime
) -> None:
    """Change the review state of a topic; `parts` are the person's parts in it.

    Raises StaleForm if it was changed since version `seen`, and NotYours if they may not make this change.
    """
    refuse_stale(seen, topic.version)
    if to not in moves(parts, topic.review_state):
        raise NotYours(
            message("You can't make this change. Please comment on the topic or ask an organizer.")
        )
    topic.review_state = to
    activity.record(REVIEW_LOG_KINDS[to], event=topic.event, by=by, now=now, topic=topic.title)


@transaction(takes=Lock.SHARED)
def answer(*, topic: Topic, by: Person, parts: Collection[Part], checklist: Checklist, now: datetime) -> None:
    """Save the person's answers to the checklist, replacing earlier ones.

    Raises NotYours for the topic's own contacts, and TopicWithdrawn.
    """
    if Part.CONTACT in parts:
        raise NotYours(message("You can't review your own topic. Please ask someone else."))
    if topic.is_withdrawn:
        raise TopicWithdrawn(message("“%(topic)s” is withdrawn and needs no review.", topic=topic.title))
    answers = {question.value: said.answer for question, said in checklist.items()}
    notes = {question.value: said.note for question, said in checklist.items() if said.note}
    upsert(
        Review,
        key={"topic_id": topic.id, "person_id": by.id},
        values={**answers, "notes": notes, "written_at": now},
    )
    activity.record(LogKind.REVIEWED, event=topic.event, by=by, now=now, topic=topic.title)


@transaction
def address(
    *, comment: Comment, is_addressed: bool, by: Person, parts: Collection[Part], now: datetime
) -> None:
    """Resolve or reopen a comment; `parts` are the person's parts in the topic.

    Raises NotYours unless the person is its author, a contact of the topic or an organizer.
    """
    if not may_tick(parts, is_author=comment.person_id == by.id):
        raise NotYours(message("Only the author, the topic's contacts and organizers can resolve a comment."))
    if is_addressed == (comment.addressed_at is not None):
        return
    comment.addressed_at = now if is_addressed else None
    kind = LogKind.RESOLVED_COMMENT if is_addressed else LogKind.REOPENED_COMMENT
    activity.record(kind, event=comment.topic.event, by=by, now=now, topic=comment.topic.title)
