"""Reviewing topics, moving them through their review, and ticking off what was said of them."""

from collections.abc import Collection
from datetime import datetime

from hackathon.domain.checklist import Checklist
from hackathon.domain.errors import NotYours, TopicWithdrawn
from hackathon.domain.review import Part, may_tick, moves
from hackathon.domain.topics import ReviewState
from hackathon.models import Comment, Person, Review, Topic
from hackathon.services import activity
from hackathon.services.transactions import refuse_stale, transaction
from hackathon.services.upsert import upsert

WORDS = {
    ReviewState.NEW: "called “{}” new",
    ReviewState.NEEDS_REVIEW: "asked for a review of “{}”",
    ReviewState.NEEDS_WORK: "said that “{}” needs work",
    ReviewState.REVIEWED: "said that “{}” is reviewed",
    ReviewState.WITHDRAWN: "withdrew “{}”",
}


@transaction
def move(
    *, topic: Topic, to: ReviewState, by: Person, parts: Collection[Part], seen: int, now: datetime
) -> None:
    """Move the topic to another state of its review; `parts` are what the person is to it.

    Raises StaleForm if it was changed since `seen`, and NotYours for a move that is for others.
    """
    refuse_stale(seen, topic.version)
    if to not in moves(parts, topic.review_state):
        raise NotYours("That is for others to say. Write a comment under the topic, or ask an organizer.")
    topic.review_state = to
    activity.did(f"{WORDS[to].format(topic.title)}", event=topic.event, by=by, now=now)


@transaction
def answer(*, topic: Topic, by: Person, parts: Collection[Part], checklist: Checklist, now: datetime) -> None:
    """Keep what the person says to the checklist, replacing what they said before.

    Raises NotYours for the topic's own contacts, and TopicWithdrawn.
    """
    if Part.CONTACT in parts:
        raise NotYours("Nobody reviews their own topic. Ask somebody else to look at it.")
    if topic.is_withdrawn:
        raise TopicWithdrawn(f"“{topic.title}” was withdrawn, so it needs no review.")
    answers = {question.value: said.answer for question, said in checklist.items()}
    notes = {question.value: said.note for question, said in checklist.items() if said.note}
    upsert(
        Review,
        key={"topic_id": topic.id, "person_id": by.id},
        values={**answers, "notes": notes, "written_at": now},
    )
    activity.note(f"{by.name} reviewed “{topic.title}”", event=topic.event, by=by, now=now)


@transaction
def address(
    *, comment: Comment, is_addressed: bool, by: Person, parts: Collection[Part], now: datetime
) -> None:
    """Tick a comment off, or say that it is open after all; `parts` are what the person is to the topic.

    Raises NotYours where the person is neither its author, nor a contact of the topic, nor an organizer.
    """
    if not may_tick(parts, is_author=comment.person_id == by.id):
        raise NotYours("A comment is ticked off by its author, the topic's contacts or an organizer.")
    if is_addressed == (comment.addressed_at is not None):
        return
    comment.addressed_at = now if is_addressed else None
    words = "ticked off a comment on" if is_addressed else "opened a comment again on"
    activity.did(f"{words} “{comment.topic.title}”", event=comment.topic.event, by=by, now=now)
