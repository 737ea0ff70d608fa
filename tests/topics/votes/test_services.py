"""Saying what one will attend, and taking it back."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from hackathon.core.domain.votes import Choice
from hackathon.core.errors import TopicWithdrawn, VotingClosed
from hackathon.core.extensions import db
from hackathon.topics.votes import services as votes
from hackathon.topics.votes.models import Vote
from tests.dublin import NOON, Dublin

pytestmark = pytest.mark.postgresql


def answers(dublin: Dublin) -> list[Choice]:
    return list(db.session.scalars(select(Vote.choice).where(Vote.person_id == dublin.ian.id)))


def test_a_second_vote_replaces_the_first(dublin: Dublin) -> None:
    for choice in (Choice.MAYBE, Choice.MUST):
        votes.cast(topic=dublin.portathon, person=dublin.ian, choice=choice, now=NOON)

    assert answers(dublin) == [Choice.MUST]


def test_a_vote_taken_back_leaves_no_trace(dublin: Dublin) -> None:
    votes.cast(topic=dublin.portathon, person=dublin.ian, choice=Choice.WILL, now=NOON)
    votes.take_back(topic=dublin.portathon, person=dublin.ian, now=NOON)

    assert answers(dublin) == []


@pytest.mark.parametrize("hours", [-1, 1])
def test_votes_outside_the_window_are_refused(dublin: Dublin, hours: int) -> None:
    if hours < 0:
        dublin.event.votes_open = NOON + timedelta(hours=1)
    else:
        dublin.event.votes_close = NOON
    db.session.commit()

    with pytest.raises(VotingClosed):
        votes.cast(topic=dublin.portathon, person=dublin.ian, choice=Choice.WILL, now=NOON)
    assert answers(dublin) == []


def test_a_withdrawn_topic_takes_no_votes(dublin: Dublin) -> None:
    with pytest.raises(TopicWithdrawn):
        votes.cast(topic=dublin.withdrawn, person=dublin.ian, choice=Choice.WILL, now=NOON)
    assert answers(dublin) == []
