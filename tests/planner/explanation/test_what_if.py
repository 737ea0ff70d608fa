"""What if: the change is in the problem, and the answer moves no more than it must."""

from dataclasses import replace

import pytest
from hypothesis import given

from hackathon.planner.errors import NoLongerThere
from hackathon.planner.explanation.what_if import Move, WhatIfChange, anchored, difference, suppose
from hackathon.planner.model.problem import Person, Previous, Problem, Slot, Topic
from hackathon.planner.model.solution import Status
from hackathon.planner.solve import solve
from tests.examples import examples
from tests.planner.smalltown import (
    brute_force,
    place,
    places,
    problems,
    town,
    unit_lengths,
)

TIMES = ("2013-05-16T09:00:00+00:00", "2013-05-16T10:00:00+00:00", "2013-05-16T11:00:00+00:00")
LARS = Person(key=7, name="Lars", votes=((0, 4), (1, 2)))
TOPICS = (Topic(key=1, title="Arm", contacts=(0,)), Topic(key=2, title="Docs"), Topic(key=3, title="Qemu"))
PLAIN = replace(
    town(*TOPICS, people=(LARS,)),
    slots=tuple(Slot(starts=at, ends=at.replace(":00:00", ":50:00")) for at in TIMES),
)
DRAFT = place((0, 0), (1, 0), (2, 0))


def answer(what: WhatIfChange) -> tuple[Problem, tuple[Move, ...]]:
    problem = anchored(suppose(replace(PLAIN, draft=places(DRAFT)), what))
    solution = solve(problem, seconds=None, steps=100)
    assert (solution.status, solution.problem) == (Status.OPTIMAL, problem.digest)
    return problem, difference(problem, DRAFT, solution.placement).moves


def test_a_topic_at_another_time_moves_only_what_it_must() -> None:
    _, moves = answer(WhatIfChange(words="", topic=3, at=TIMES[0]))

    assert moves == (Move(topic=2, was=(2, 0), now=(0, 1)),)


def test_a_contact_who_is_away_longer_moves_their_session() -> None:
    problem, moves = answer(WhatIfChange(words="", person=7, away=TIMES[:2]))

    assert problem.people[0].away == (0, 1)
    assert Move(topic=0, was=(0, 0), now=(2, 1)) in moves or Move(topic=0, was=(0, 0), now=(2, 0)) in moves


def test_one_more_room_has_all_that_any_room_has() -> None:
    room = suppose(PLAIN, WhatIfChange(words="", seats=40)).rooms[-1]

    assert (room.capacity, room.name, room.closed) == (40, "", ())


@pytest.mark.parametrize(
    "what",
    [
        WhatIfChange(words="", topic=9, at=TIMES[0]),
        WhatIfChange(words="", topic=1, at="2013-05-18T09:00:00+00:00"),
        WhatIfChange(words="", person=9, away=TIMES),
    ],
)
def test_what_is_no_longer_there_cannot_be_supposed(what: WhatIfChange) -> None:
    with pytest.raises(NoLongerThere):
        suppose(PLAIN, what)


def test_a_difference_names_who_loses_more_first() -> None:
    found = difference(PLAIN, DRAFT, place((0, 0), (0, 1), (2, 0)))

    assert (found.before.loss, found.after.loss, found.people) == (0, 2, 1)
    assert found.shifts == ((0, 2),)


def test_a_supposition_survives_being_kept() -> None:
    what = WhatIfChange(words="Lars is away", person=7, away=TIMES)

    assert WhatIfChange.from_json(what.to_json()) == what


def test_before_anything_is_published_moving_people_has_its_price() -> None:
    fans = Person(key=8, name="Fans", count=9, votes=((1, 1), (2, 1)))
    problem = replace(PLAIN, people=(replace(LARS, votes=((0, 4), (1, 1))), fans))
    crowded = place((0, 0), (0, 1), (1, 0))

    asked = anchored(suppose(replace(problem, draft=places(crowded)), WhatIfChange(words="", seats=9)))
    solution = solve(asked, seconds=None, steps=100)

    # To let Lars sit in both for a cost of 10 would move at least ten people, for a cost of 20 each.
    assert difference(asked, crowded, solution.placement).moves == ()
    assert (asked.multipliers.change, solution.people_affected) == (20, 0)


def test_what_is_published_is_what_people_know() -> None:
    problem = replace(PLAIN, previous=places(place((0, 1), (1, 0), (2, 0))), draft=places(DRAFT))

    assert anchored(problem) is problem


@examples(20)
@given(problems(topics=3).map(unit_lengths))
def test_an_answer_costs_the_least_with_the_price_of_moving(problem: Problem) -> None:
    draft = tuple(Previous(topic=at, start=0, room=0) for at in range(len(problem.topics)))
    asked = anchored(replace(problem, previous=(), draft=draft))

    solution = solve(asked, seconds=None, steps=100)

    assert solution.cost == brute_force(asked)
