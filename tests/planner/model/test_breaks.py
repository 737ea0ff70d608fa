"""A contact has pauses: no more sessions in a row than is set, and time to change rooms."""

from dataclasses import replace

import pytest
from hypothesis import given

from hackathon.planner.errors import BadProblem
from hackathon.planner.evaluation.check import check
from hackathon.planner.explanation import conflict
from hackathon.planner.explanation.alternatives import why
from hackathon.planner.model.problem import Person, Placement, Problem, Slot, Topic
from hackathon.planner.model.rules import clock
from hackathon.planner.model.solution import Solution, Status
from hackathon.planner.solve import solve
from hackathon.planning.problem.obstacle_messages import obstacle_messages
from tests.examples import examples
from tests.planner.smalltown import brute_force, linked, place, town

LARS = Person(key=1, name="Lars")
THREE = tuple(Topic(key=at, title=f"Talk {at}", contacts=(0,), required=True) for at in range(3))
LINE = place((0, 0), (1, 0), (2, 0))


def test_more_sessions_in_a_row_than_allowed_break_a_rule() -> None:
    problem = town(*THREE, people=(LARS,))

    assert check(problem, LINE).broken == ()
    assert check(replace(problem, most_in_a_row=2), LINE).broken == (
        "Lars runs 3 sessions in a row, up to Topic 2 (Talk 2).",
    )


def test_a_break_is_a_pause() -> None:
    slots = (Slot(block=0), Slot(block=0), Slot(block=1))
    problem = replace(town(*THREE, people=(LARS,)), slots=slots, most_in_a_row=2)

    assert check(problem, LINE).broken == ()


@pytest.mark.parametrize(("buffer", "is_broken"), [(0, False), (5, False), (6, True), (60, True)])
def test_a_pause_shorter_than_the_buffer_is_too_short_to_change_rooms(buffer: int, is_broken: bool) -> None:
    slots = (
        Slot(starts="2013-05-16T09:00:00Z", ends="2013-05-16T09:55:00Z"),
        Slot(starts="2013-05-16T10:00:00Z", ends="2013-05-16T11:00:00Z", block=1),
    )
    problem = replace(town(*THREE[:2], people=(LARS,)), slots=slots, buffer=buffer)

    assert check(problem, place((0, 0), (1, 0))).broken == ()
    assert bool(check(problem, place((0, 0), (1, 1))).broken) == is_broken


@examples(60)
@given(linked())
def test_no_agenda_breaks_them_and_nothing_is_claimed_that_trying_everything_refutes(
    problem: Problem,
) -> None:
    solution, least = solve(problem, seconds=None, steps=60), brute_force(problem)

    if solution.is_agenda:
        assert check(problem, solution.placement).broken == ()
        assert least is not None
        assert solution.bound is not None
        assert solution.bound <= least <= (solution.cost or 0)
    if solution.status == Status.OPTIMAL:
        assert solution.cost == least
    if solution.status == Status.INFEASIBLE:
        assert least is None


@examples(60)
@given(linked(topics=5))
def test_the_reasons_against_a_place_know_them(problem: Problem) -> None:
    problem = replace(problem, topics=tuple(replace(topic, required=False) for topic in problem.topics))
    placement = solve(problem, seconds=None, steps=0).placement
    assert check(problem, placement).broken == ()

    for topic in range(len(problem.topics)):
        for time in why(problem, placement, topic).times:
            for each in time.places:
                starts, rooms = list(placement.start), list(placement.room)
                starts[topic], rooms[topic] = each.start, each.room
                moved = Placement(start=tuple(starts), room=tuple(rooms))
                assert each.is_free == (check(problem, moved).broken == ())


def named(problem: Problem) -> list[tuple[str, str]]:
    found = conflict.of_left_out(problem)
    assert found is not None
    assert found.is_smallest
    solution = Solution(
        status="unknown",
        cost=None,
        bound=None,
        loss=None,
        start=(),
        room=(),
        obstacles=conflict.obstacles_of(found),
    )
    told = obstacle_messages(problem, solution, clock(problem))
    return [(str(each.rule), str(each.change)) for each in told]


BUSY = (
    "Lars can run only one of “Talk 0”, “Talk 1” and “Talk 2” at a time.",
    "Find another contact for “Talk 0” who is there the whole time.",
)


def test_too_few_pauses_for_all_topics_are_named() -> None:
    said = named(replace(town(*THREE, people=(LARS,)), most_in_a_row=2))

    assert said[0][0] == "“Talk 0”, “Talk 1” and “Talk 2” all need a place on the agenda."
    assert set(said[1:]) == {
        BUSY,
        (
            "No contact runs more than 2 sessions in a row without a break.",
            "Allow more sessions in a row.",
        ),
    }


def test_too_little_time_to_change_rooms_is_named() -> None:
    apart = tuple(replace(topic, room=at % 2) for at, topic in enumerate(THREE))

    said = named(replace(town(*apart, people=(LARS,)), buffer=10))

    assert BUSY in said
    assert (
        "Contacts have at least 10 minutes to change rooms between two sessions.",
        "Allow less time to change rooms.",
    ) in said
    assert any("is pinned to" in words for words, _ in said)


def test_a_problem_without_them_keeps_its_digest_and_older_files_are_read() -> None:
    problem = town(*THREE, people=(LARS,))

    assert "buffer" not in problem.to_json()
    assert replace(problem, buffer=5).digest != problem.digest
    assert Problem.from_json(replace(problem, buffer=5, most_in_a_row=2).to_json()).buffer == 5


def test_a_negative_pause_is_refused() -> None:
    with pytest.raises(BadProblem, match="below 0"):
        replace(town(*THREE, people=(LARS,)), buffer=-1)
