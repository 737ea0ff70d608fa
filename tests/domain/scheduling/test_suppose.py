"""What if: the change is in the problem, and the answer moves no more than it must."""

from dataclasses import replace

import pytest
from hypothesis import given, settings

from hackathon.domain.errors import BadProblem
from hackathon.domain.scheduling.check import check
from hackathon.domain.scheduling.problem import Person, Problem, Slot, Topic
from hackathon.domain.scheduling.solution import Status
from hackathon.domain.scheduling.solve import solve
from hackathon.domain.scheduling.suppose import (
    Move,
    Supposition,
    answered,
    difference,
    steady,
    suppose,
)
from tests.domain.scheduling.smalltown import brute_force, place, problems, town, unit_lengths

TIMES = ("2013-05-16T09:00:00+00:00", "2013-05-16T10:00:00+00:00", "2013-05-16T11:00:00+00:00")
LARS = Person(key=7, name="Lars", votes=((0, 4), (1, 2)))
TOPICS = (Topic(key=1, title="Arm", contacts=(0,)), Topic(key=2, title="Docs"), Topic(key=3, title="Qemu"))
PLAIN = replace(
    town(*TOPICS, people=(LARS,)),
    slots=tuple(Slot(starts=at, ends=at.replace(":00:00", ":50:00")) for at in TIMES),
)
DRAFT = place((0, 0), (1, 0), (2, 0))


def answer(what: Supposition) -> tuple[Problem, tuple[Move, ...]]:
    problem = suppose(PLAIN, what)
    asked = steady(problem, DRAFT)
    solution = answered(problem, asked, solve(asked, seconds=None, steps=100))
    assert (solution.status, solution.problem) == (Status.OPTIMAL, problem.digest)
    return problem, difference(problem, DRAFT, solution.placement).moves


def test_a_topic_at_another_time_moves_only_what_it_must() -> None:
    _, moves = answer(Supposition(words="", topic=3, at=TIMES[0]))

    assert moves == (Move(topic=2, was=(2, 0), now=(0, 1)),)


def test_a_contact_who_is_away_longer_moves_their_session() -> None:
    problem, moves = answer(Supposition(words="", person=7, away=TIMES[:2]))

    assert problem.people[0].away == (0, 1)
    assert Move(topic=0, was=(0, 0), now=(2, 1)) in moves or Move(topic=0, was=(0, 0), now=(2, 0)) in moves


def test_one_more_room_has_all_that_any_room_has() -> None:
    room = suppose(PLAIN, Supposition(words="", seats=40)).rooms[-1]

    assert (room.capacity, room.name, room.closed) == (40, "One more room", ())


@pytest.mark.parametrize(
    "what",
    [
        Supposition(words="", topic=9, at=TIMES[0]),
        Supposition(words="", topic=1, at="2013-05-18T09:00:00+00:00"),
        Supposition(words="", person=9, away=TIMES),
    ],
)
def test_what_is_no_longer_there_cannot_be_supposed(what: Supposition) -> None:
    with pytest.raises(BadProblem, match="no longer there"):
        suppose(PLAIN, what)


def test_a_difference_names_who_loses_more_first() -> None:
    found = difference(PLAIN, DRAFT, place((0, 0), (0, 1), (2, 0)))

    assert (found.before.loss, found.after.loss, found.people) == (0, 2, 1)
    assert found.shifts == ((0, 2),)


def test_a_supposition_survives_being_kept() -> None:
    what = Supposition(words="Lars is away", person=7, away=TIMES)

    assert Supposition.from_json(what.to_json()) == what


@settings(max_examples=30, deadline=None)
@given(problems(topics=3).map(unit_lengths))
def test_to_move_few_never_costs_more(problem: Problem) -> None:
    problem = replace(problem, previous=())
    least = brute_force(problem)
    draft = place(*[(-1, -1)] * len(problem.topics))

    asked = steady(problem, draft)
    solution = answered(problem, asked, solve(asked, seconds=None, steps=100))

    assert solution.cost == least
    assert solution.bound is None or least is None or solution.bound <= least
    if solution.is_agenda:
        assert check(problem, solution.placement).cost == solution.cost
