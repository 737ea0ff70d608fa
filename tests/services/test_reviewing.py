"""Moving topics through their review, and ticking comments off."""

import pytest
from sqlalchemy import select

from hackathon.domain.errors import NotYours, StaleForm
from hackathon.domain.review import Part
from hackathon.domain.topics import ReviewState
from hackathon.extensions import db
from hackathon.models import Activity, Comment
from hackathon.services import reviewing, topics
from tests.dublin import NOON, Dublin

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
    assert log() == ['Ian Campbell asked for a review of “Xen on ARM "Portathon"”']


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
        'Wei Liu ticked off a comment on “Xen on ARM "Portathon"”',
        'Wei Liu opened a comment again on “Xen on ARM "Portathon"”',
    ]


def test_somebody_elses_comment_is_not_ticked_off(dublin: Dublin) -> None:
    comment = commented(dublin)
    with pytest.raises(NotYours):
        reviewing.address(comment=comment, is_addressed=True, by=dublin.konrad, parts=(), now=NOON)

    assert comment.addressed_at is None
