"""The one thing that the first page offers with its main button."""

from dataclasses import replace

import pytest

from hackathon.core.domain.attendance import Status
from hackathon.core.domain.phases import Phase
from hackathon.overview.next_step import NextStep, Situation

VOTING = Situation(
    phase=Phase.VOTING,
    is_signed_in=True,
    status=Status.CONFIRMED,
    has_agenda=False,
    has_topics=True,
    has_voted=False,
    takes_votes=True,
    takes_proposals=True,
    takes_registrations=False,
)


def test_who_was_invited_is_asked_to_answer_before_anything_else() -> None:
    assert replace(VOTING, status=Status.INVITED).next_step is NextStep.ANSWER


def test_who_comes_votes_and_then_proposes() -> None:
    assert VOTING.next_step is NextStep.VOTE
    assert replace(VOTING, has_voted=True).next_step is NextStep.PROPOSE
    assert replace(VOTING, has_voted=True, takes_proposals=False).next_step is NextStep.VOTE


def test_a_stranger_registers_where_they_may_and_signs_in_to_vote_otherwise() -> None:
    stranger = replace(VOTING, is_signed_in=False, status=None)

    assert replace(stranger, takes_registrations=True).next_step is NextStep.REGISTER
    assert stranger.next_step is NextStep.SIGN_IN_TO_VOTE


def test_an_event_without_topics_asks_for_one() -> None:
    assert replace(VOTING, has_topics=False).next_step is NextStep.PROPOSE


@pytest.mark.parametrize("phase", [Phase.SCHEDULED, Phase.RUNNING])
def test_once_there_is_an_agenda_it_comes_first(phase: Phase) -> None:
    planned = replace(VOTING, phase=phase, has_agenda=True)

    assert planned.next_step is NextStep.MY_AGENDA
    assert replace(planned, is_signed_in=False, status=None).next_step is NextStep.AGENDA


def test_after_the_event_everybody_is_led_to_what_came_of_it() -> None:
    assert replace(VOTING, phase=Phase.ENDED, status=Status.INVITED).next_step is NextStep.REPORT


def test_while_nothing_is_open_nothing_is_offered() -> None:
    closed = replace(VOTING, phase=Phase.PREPARING, takes_votes=False, takes_proposals=False)

    assert closed.next_step is None
