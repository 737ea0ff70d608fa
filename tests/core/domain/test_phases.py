"""Where an event is in its life."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hackathon.core.domain.phases import Lifecycle, Phase

DAY = timedelta(days=1)
BEGINS = datetime(2013, 5, 16, tzinfo=UTC)
LIFE = Lifecycle(
    begins=BEGINS,
    ends=BEGINS + 2 * DAY,
    proposals_open=BEGINS - 40 * DAY,
    proposals_close=BEGINS - 10 * DAY,
    votes_open=BEGINS - 30 * DAY,
    votes_close=BEGINS - 5 * DAY,
)
PUBLISHED = replace(LIFE, is_published=True)


@pytest.mark.parametrize(
    ("lifecycle", "days", "phase", "proposals", "votes"),
    [
        (LIFE, -41, Phase.PREPARING, False, False),
        (LIFE, -40, Phase.PROPOSING, True, False),
        (LIFE, -30, Phase.VOTING, True, True),
        (LIFE, -10, Phase.VOTING, False, True),
        (LIFE, -5, Phase.VOTING, False, False),
        (PUBLISHED, -41, Phase.SCHEDULED, False, False),
        (PUBLISHED, -20, Phase.SCHEDULED, True, True),
        (PUBLISHED, -5, Phase.SCHEDULED, False, False),
        (LIFE, 0, Phase.RUNNING, False, False),
        (PUBLISHED, 1, Phase.RUNNING, False, False),
        (PUBLISHED, 2, Phase.ENDED, False, False),
        (replace(LIFE, votes_open=None), -41, Phase.PREPARING, False, False),
        (replace(LIFE, votes_open=None), -40, Phase.VOTING, True, True),
        (replace(LIFE, proposals_open=None), -400, Phase.PROPOSING, True, False),
        (Lifecycle(begins=BEGINS, ends=BEGINS + DAY), -400, Phase.VOTING, True, True),
        (Lifecycle(begins=BEGINS, ends=BEGINS + DAY), 0, Phase.RUNNING, True, True),
        (Lifecycle(begins=BEGINS, ends=BEGINS + DAY), 1, Phase.ENDED, False, False),
    ],
)
def test_the_phase_follows_from_dates_and_publication(
    lifecycle: Lifecycle, days: int, phase: Phase, proposals: bool, votes: bool
) -> None:
    now = BEGINS + days * DAY

    assert lifecycle.phase(now) is lifecycle.phase_by_dates(now) is phase
    assert lifecycle.takes_proposals(now) is proposals
    assert lifecycle.takes_votes(now) is votes
    assert lifecycle.takes_answers(now) is (phase is not Phase.ENDED)


@pytest.mark.parametrize(
    ("held", "proposals", "votes"),
    [
        (Phase.PREPARING, (False, False, False), (False, False, False)),
        (Phase.PROPOSING, (True, True, True), (False, False, False)),
        (Phase.VOTING, (True, True, False), (True, True, True)),
        (Phase.SCHEDULED, (True, True, False), (False, True, False)),
        (Phase.RUNNING, (True, True, False), (False, True, False)),
        (Phase.ENDED, (False, False, False), (False, False, False)),
    ],
)
def test_a_held_phase_opens_at_once_and_reopens_what_has_ended(
    held: Phase, proposals: tuple[bool, ...], votes: tuple[bool, ...]
) -> None:
    moments = [BEGINS + days * DAY for days in (-41, -20, 30)]
    lifecycle = replace(LIFE, held=held)

    assert [lifecycle.phase(now) for now in moments] == [held] * 3
    assert tuple(map(lifecycle.takes_proposals, moments)) == proposals
    assert tuple(map(lifecycle.takes_votes, moments)) == votes
    assert {lifecycle.takes_answers(now) for now in moments} == {held is not Phase.ENDED}


@given(st.lists(st.integers(-500, 500), min_size=2, max_size=20), st.booleans())
def test_no_phase_comes_back_as_time_goes_by(days: list[int], is_published: bool) -> None:
    lifecycle = replace(LIFE, is_published=is_published)
    phases = [lifecycle.phase(BEGINS + day * DAY / 10) for day in sorted(days)]

    assert phases == sorted(phases, key=list(Phase).index)


@given(st.integers(-500, 500), st.sampled_from([*Phase, None]))
def test_nothing_is_both_open_and_still_to_open(day: int, held: Phase | None) -> None:
    now, lifecycle = BEGINS + day * DAY / 10, replace(LIFE, held=held)

    assert not (lifecycle.takes_votes(now) and lifecycle.votes_open_later(now))
    assert not (lifecycle.takes_proposals(now) and lifecycle.proposals_open_later(now))


def test_each_phase_leads_to_the_next() -> None:
    assert [phase.following for phase in Phase] == [*list(Phase)[1:], None]
