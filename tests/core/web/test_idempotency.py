"""A device that never saw the answer sends its request again: it is done once, and conflicts are told."""

import pytest
from sqlalchemy import func, select

from hackathon.core.domain.phases import Phase
from hackathon.core.domain.topics import ReviewState
from hackathon.core.domain.votes import Choice
from hackathon.core.extensions import db
from hackathon.topics.comments.models import Comment
from hackathon.topics.votes.models import Vote
from tests.conftest import Visitor
from tests.dublin import Dublin

KEY = "0123456789abcdef-1"


@pytest.fixture
def konrad(visitor: Visitor, dublin: Dublin) -> Visitor:
    dublin.event.held_phase = Phase.VOTING
    db.session.commit()
    return visitor.signed_in_as(dublin.konrad)


def address(dublin: Dublin, what: str) -> str:
    return f"/dublin-2013/topics/{dublin.roadmap.address}/{what}"


def vote_of(dublin: Dublin) -> Choice | None:
    mine = (Vote.person_id == dublin.konrad.id, Vote.topic_id == dublin.roadmap.id)
    return db.session.scalar(select(Vote.choice).where(*mine))


def vote(konrad: Visitor, dublin: Dublin, choice: str, *, seen: str, key: str = KEY) -> int:
    headers = {"Idempotency-Key": key, "X-Part": "vote"}
    data = {"choice": choice, "seen": seen}
    return konrad.post(address(dublin, "vote"), data=data, headers=headers).status_code


def test_a_comment_that_is_sent_twice_is_written_once(konrad: Visitor, dublin: Dublin) -> None:
    sent = {"text": "Written in a tunnel.", "form_key": "a"}
    first = konrad.post(address(dublin, "comments"), data=sent, headers={"Idempotency-Key": KEY})
    again = konrad.post(
        address(dublin, "comments"), data={**sent, "form_key": "b"}, headers={"Idempotency-Key": KEY}
    )

    assert first.status_code == 303
    assert (again.status_code, again.headers["Idempotency-Replayed"]) == (200, "true")
    assert db.session.scalar(select(func.count()).select_from(Comment)) == 1


def test_a_key_belongs_to_one_person_and_one_address(
    konrad: Visitor, visitor: Visitor, dublin: Dublin
) -> None:
    sent = {"text": "Mine.", "form_key": "a"}
    konrad.post(address(dublin, "comments"), data=sent, headers={"Idempotency-Key": KEY})
    assert vote(konrad, dublin, "will", seen="") == 200
    visitor.signed_in_as(dublin.wei)
    visitor.post(
        address(dublin, "comments"), data={**sent, "form_key": "b"}, headers={"Idempotency-Key": KEY}
    )

    assert vote_of(dublin) is Choice.WILL
    assert db.session.scalar(select(func.count()).select_from(Comment)) == 2


def test_what_was_refused_may_be_sent_again(konrad: Visitor, dublin: Dublin) -> None:
    dublin.roadmap.review_state = ReviewState.WITHDRAWN
    db.session.commit()
    assert vote(konrad, dublin, "will", seen="") == 409
    dublin.roadmap.review_state = ReviewState.REVIEWED
    db.session.commit()

    assert vote(konrad, dublin, "will", seen="") == 200
    assert vote_of(dublin) is Choice.WILL


def test_a_late_vote_does_not_replace_one_that_was_cast_elsewhere_meanwhile(
    konrad: Visitor, dublin: Dublin
) -> None:
    assert vote(konrad, dublin, "maybe", seen="", key="elsewhere-0123456789") == 200

    headers = {"Idempotency-Key": KEY}
    late = konrad.post(address(dublin, "vote"), data={"choice": "must", "seen": ""}, headers=headers)

    assert late.status_code == 409
    assert "elsewhere in the meantime" in late.text
    assert vote_of(dublin) is Choice.MAYBE
    # The same choice is no conflict, and who saw the newer vote may replace it.
    assert vote(konrad, dublin, "maybe", seen="", key=KEY + "2") == 200
    assert vote(konrad, dublin, "", seen="maybe", key=KEY + "3") == 200
    assert vote_of(dublin) is None


def test_a_vote_again_after_its_answer_was_lost_changes_nothing(konrad: Visitor, dublin: Dublin) -> None:
    assert vote(konrad, dublin, "must", seen="") == 200
    assert vote(konrad, dublin, "will", seen="must", key=KEY + "2") == 200

    assert vote(konrad, dublin, "must", seen="") == 200

    assert vote_of(dublin) is Choice.WILL
