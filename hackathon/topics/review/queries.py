"""Loading the reviews of a topic and counting their open questions."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import reduce
from operator import add

from sqlalchemy import BindParameter, ColumnElement, ScalarSelect, case, exists, func, select
from sqlalchemy.orm import joinedload

from hackathon.accounts.models import Person
from hackathon.core.extensions import db
from hackathon.topics.models import Topic
from hackathon.topics.review.domain.checklist import ReviewAnswer, ReviewQuestion
from hackathon.topics.review.models import Review


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted:
    """The numbers of reviews and of questions not all answered yes, and whether the reader's is there."""

    reviews: int
    open_questions: int
    is_mine: bool = False


def counts() -> tuple[ScalarSelect[int], ScalarSelect[int]]:
    """Return SQL subqueries for the first two numbers of `Counted`."""
    number = select(func.count()).where(Review.topic_id == Topic.id)
    columns = [getattr(Review, question.value) for question in ReviewQuestion]
    is_doubted = [func.max(case((column != ReviewAnswer.YES, 1), else_=0)) for column in columns]
    total = func.coalesce(reduce(add, is_doubted), 0)
    open_questions = select(total).where(Review.topic_id == Topic.id)
    return number.scalar_subquery(), open_questions.scalar_subquery()


def is_mine(person: Person | None) -> ColumnElement[bool]:
    """Return the SQL condition that the person reviewed the topic."""
    return is_reviewed_by(person.id if person else None)


def is_reviewed_by(person_id: int | BindParameter[int] | None) -> ColumnElement[bool]:
    """Return the SQL condition that the person with the key reviewed the topic."""
    return exists().where(Review.topic_id == Topic.id, Review.person_id == person_id)


def reviews_of(topic: Topic) -> Sequence[Review]:
    """Return the reviews of the topic, the latest last."""
    return db.session.scalars(
        select(Review)
        .where(Review.topic_id == topic.id)
        .options(joinedload(Review.person))
        .order_by(Review.written_at, Review.person_id)
    ).all()
