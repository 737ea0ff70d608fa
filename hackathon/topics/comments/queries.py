"""Loading the comments on a topic as threads."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from flask import abort
from sqlalchemy import Select, bindparam, select
from sqlalchemy.orm import joinedload

from hackathon.core.extensions import db
from hackathon.topics.comments.models import Comment
from hackathon.topics.models import Topic


@dataclass(frozen=True, slots=True, kw_only=True)
class Thread:
    """A comment and all direct and indirect replies, in chronological order."""

    first: Comment
    answers: tuple[Comment, ...]

    @property
    def is_addressed(self) -> bool:
        """Whether the thread is resolved, as recorded in its first comment."""
        return self.first.addressed_at is not None


def threads(topic: Topic) -> Sequence[Thread]:
    """Return the threads of the topic; a reply to a deleted comment starts a thread."""
    comments = db.session.scalars(_comments(), {"topic": topic.id}).all()
    by_key = {comment.id: comment for comment in comments}
    answers: dict[int, list[Comment]] = {}
    for comment in comments:
        answers.setdefault(_first(comment, by_key).id, []).append(comment)
    return [
        Thread(first=by_key[key], answers=tuple(each for each in said if each.id != key))
        for key, said in answers.items()
    ]


# Putting it together takes longer than running it, and every topic's page asks for it.
@cache
def _comments() -> Select[Comment]:
    return (
        select(Comment)
        .where(Comment.topic_id == bindparam("topic"))
        .options(joinedload(Comment.person))
        .order_by(Comment.written_at.nulls_first(), Comment.id)
    )


def find(topic: Topic, key: int) -> Comment:
    """Return a comment on the topic by id, or abort with 404."""
    found = select(Comment).where(Comment.topic_id == topic.id, Comment.id == key)
    return db.session.scalar(found) or abort(404)


def _first(comment: Comment, by_key: dict[int, Comment]) -> Comment:
    # A reply has a higher id than its parent, so this ends even for inconsistent imported data.
    while (before := by_key.get(comment.reply_to_id or 0)) is not None and before.id < comment.id:
        comment = before
    return comment
