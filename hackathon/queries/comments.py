"""What was said under a topic, each answer below what it answers."""

from collections.abc import Sequence
from dataclasses import dataclass

from flask import abort
from sqlalchemy import select
from sqlalchemy.orm import joinedload

from hackathon.extensions import db
from hackathon.models import Comment, Topic


@dataclass(frozen=True, slots=True, kw_only=True)
class Thread:
    """A comment and every answer to it, answers to answers included, in the order of writing."""

    first: Comment
    answers: tuple[Comment, ...]

    @property
    def is_addressed(self) -> bool:
        """Whether what it asks for is done; its first comment says so for all."""
        return self.first.addressed_at is not None


def threads(topic: Topic) -> Sequence[Thread]:
    """Return what was said under the topic; what answers a comment that is gone starts a thread."""
    comments = db.session.scalars(
        select(Comment)
        .where(Comment.topic_id == topic.id)
        .options(joinedload(Comment.person))
        .order_by(Comment.written_at.nulls_first(), Comment.id)
    ).all()
    by_key = {comment.id: comment for comment in comments}
    answers: dict[int, list[Comment]] = {}
    for comment in comments:
        answers.setdefault(_first(comment, by_key).id, []).append(comment)
    return [
        Thread(first=by_key[key], answers=tuple(each for each in said if each.id != key))
        for key, said in answers.items()
    ]


def find(topic: Topic, key: int) -> Comment:
    """Return one comment of the topic; 404 if there is none of that key."""
    found = select(Comment).where(Comment.topic_id == topic.id, Comment.id == key)
    return db.session.scalar(found) or abort(404)


def _first(comment: Comment, by_key: dict[int, Comment]) -> Comment:
    # An answer is written after what it answers, so this ends, whatever an import brought in.
    while (before := by_key.get(comment.reply_to_id or 0)) is not None and before.id < comment.id:
        comment = before
    return comment
