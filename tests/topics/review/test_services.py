"""Moving topics through their review, and ticking comments off."""

import pytest
from sqlalchemy import select

from hackathon.accounts.models import Person
from hackathon.activity.models import Activity
from hackathon.core.domain.topics import ReviewState
from hackathon.core.errors import NotYours, StaleForm, TopicWithdrawn
from hackathon.core.extensions import db
from hackathon.topics.comments.models import Comment
from hackathon.topics.queries import topics as reading
from hackathon.topics.review import queries as reviews
from hackathon.topics.review import services as reviewing
from hackathon.topics.review.domain.checklist import NotedAnswer, ReviewAnswer, ReviewQuestion, open_questions
from hackathon.topics.review.domain.review import Part
from hackathon.topics.review.queries import Counted
from hackathon.topics.services import topics
from tests.dublin import NOON, Dublin

pytestmark = pytest.mark.postgresql

CONTACT = {Part.CONTACT}


def log() -> list[str]:
    return list(db.session.scalars(select(Activity.words).order_by(Activity.id)))


def commented(dublin: Dublin) -> Comment:
    key = topics.comment(topic=dublin.portathon, by=dublin.wei, text="A board?", form_key="a", now=NOON)
    return db.session.get_one(Comment, key)


def test_a_move_is_made_and_written_down(dublin: Dublin) -> None:
    topic = dublin.portathon
    to = ReviewState.NEEDS_REVIEW
    reviewing.move(topic=topic, to=to, by=dublin.ian, parts=CONTACT, seen=topic.version, now=NOON)

    assert topic.review_state is ReviewState.NEEDS_REVIEW
    assert log() == ['Ian Campbell requested a review of “Xen on ARM "Portathon"”']


@pytest.mark.parametrize("parts", [set(), CONTACT])
def test_a_move_that_is_for_others_is_refused(dublin: Dublin, parts: set[Part]) -> None:
    topic = dublin.portathon
    to = ReviewState.REVIEWED
    with pytest.raises(NotYours):
        reviewing.move(topic=topic, to=to, by=dublin.ian, parts=parts, seen=topic.version, now=NOON)

    assert (topic.review_state, log()) == (None, [])


def test_a_move_of_a_topic_that_changed_meanwhile_is_refused(dublin: Dublin) -> None:
    topic = dublin.portathon
    seen, to = topic.version, ReviewState.NEEDS_REVIEW
    topics.withdraw(topic=topic, by=dublin.lars, now=NOON)

    with pytest.raises(StaleForm):
        reviewing.move(topic=topic, to=to, by=dublin.ian, parts=CONTACT, seen=seen, now=NOON)
    assert topic.is_withdrawn


def test_a_comment_is_ticked_off_and_opened_again_once_each(dublin: Dublin) -> None:
    comment = commented(dublin)
    for is_addressed in (True, True, False, False):
        reviewing.address(comment=comment, is_addressed=is_addressed, by=dublin.wei, parts=(), now=NOON)

    assert comment.addressed_at is None
    assert log()[1:] == [
        'Wei Liu resolved a comment on “Xen on ARM "Portathon"”',
        'Wei Liu reopened a comment on “Xen on ARM "Portathon"”',
    ]


def test_somebody_elses_comment_is_not_ticked_off(dublin: Dublin) -> None:
    comment = commented(dublin)
    with pytest.raises(NotYours):
        reviewing.address(comment=comment, is_addressed=True, by=dublin.konrad, parts=(), now=NOON)

    assert comment.addressed_at is None


YES = {question: NotedAnswer(answer=ReviewAnswer.YES) for question in ReviewQuestion}


def answer(dublin: Dublin, by: Person, parts: set[Part] | None = None, **others: NotedAnswer) -> None:
    checklist = {**YES, **{ReviewQuestion(name): said for name, said in others.items()}}
    reviewing.answer(topic=dublin.portathon, by=by, parts=parts or set(), checklist=checklist, now=NOON)


def test_a_reviewer_has_one_say_on_a_topic_and_the_last_counts(dublin: Dublin) -> None:
    answer(dublin, dublin.wei, useful=NotedAnswer(answer=ReviewAnswer.NO, note="Whose goal?"))
    answer(dublin, dublin.wei, useful=NotedAnswer(answer=ReviewAnswer.UNSURE))

    (review,) = reviews.reviews_of(dublin.portathon)
    assert (review.person, review.written_at) == (dublin.wei, NOON)
    assert review.checklist == {**YES, ReviewQuestion.USEFUL: NotedAnswer(answer=ReviewAnswer.UNSURE)}
    assert log() == ['Wei Liu reviewed “Xen on ARM "Portathon"”'] * 2


def test_nobody_reviews_their_own_topic(dublin: Dublin) -> None:
    with pytest.raises(NotYours):
        answer(dublin, dublin.ian, CONTACT)

    assert reviews.reviews_of(dublin.portathon) == []


def test_a_withdrawn_topic_is_not_reviewed(dublin: Dublin) -> None:
    topics.withdraw(topic=dublin.portathon, by=dublin.lars, now=NOON)
    with pytest.raises(TopicWithdrawn):
        answer(dublin, dublin.wei)

    assert reviews.reviews_of(dublin.portathon) == []


def test_the_database_counts_open_questions_as_the_rule_does(dublin: Dublin) -> None:
    answer(
        dublin,
        dublin.wei,
        useful=NotedAnswer(answer=ReviewAnswer.NO),
        complete=NotedAnswer(answer=ReviewAnswer.UNSURE),
    )
    answer(dublin, dublin.konrad, useful=NotedAnswer(answer=ReviewAnswer.UNSURE))

    _, counted = reading.reviewed(dublin.event, "2", dublin.wei)
    rule = open_questions(each.checklist for each in reviews.reviews_of(dublin.portathon))
    assert counted == Counted(reviews=2, open_questions=2, is_mine=True)
    assert len(rule) == 2
    assert reading.reviewed(dublin.event, "1", dublin.wei)[1] == Counted(reviews=0, open_questions=0)
