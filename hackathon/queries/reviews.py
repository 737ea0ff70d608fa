"""What reviewers say of a topic, and how much of it is open."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import reduce
from operator import add

from sqlalchemy import ColumnElement, ScalarSelect, case, exists, func, select
from sqlalchemy.orm import joinedload

from hackathon.domain.checklist import Answer, Question
from hackathon.extensions import db
from hackathon.models import Person, Review, Topic


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted:
    """How many reviewed a topic, to how many questions not all said yes, and whether the one who asks did."""

    reviews: int
    open_questions: int
    is_mine: bool = False


def counts() -> tuple[ScalarSelect[int], ScalarSelect[int]]:
    """Return, for a row of topics, the first two numbers of `Counted`."""
    number = select(func.count()).where(Review.topic_id == Topic.id)
    columns = [getattr(Review, question.value) for question in Question]
    is_doubted = [func.max(case((column != Answer.YES, 1), else_=0)) for column in columns]
    total = func.coalesce(reduce(add, is_doubted), 0)
    open_questions = select(total).where(Review.topic_id == Topic.id)
    return number.scalar_subquery(), open_questions.scalar_subquery()


def is_mine(person: Person | None) -> ColumnElement[bool]:
    """Return, for a row of topics, whether that person reviewed it."""
    return exists().where(Review.topic_id == Topic.id, Review.person_id == (person.id if person else None))


def of(topic: Topic) -> Sequence[Review]:
    """Return what reviewers say of the topic, the latest last."""
    return db.session.scalars(
        select(Review)
        .where(Review.topic_id == topic.id)
        .options(joinedload(Review.person))
        .order_by(Review.written_at, Review.person_id)
    ).all()
