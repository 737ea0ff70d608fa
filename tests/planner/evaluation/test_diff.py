"""Two runs side by side."""

from dataclasses import replace

from hackathon.planner.evaluation.diff import NOWHERE, Difference, Outcome, differences, same_question
from hackathon.planner.model.problem import Person, Placement, Problem, Topic
from hackathon.planner.model.solution import Solution
from tests.planner.smalltown import place, town

ANNA = Person(key=1, votes=((0, 4), (1, 4)))
SMALL = town(Topic(key=7, title="Xen"), Topic(key=9, title="Arm"), people=(ANNA,))
HOURS = replace(
    SMALL,
    slots=tuple(
        replace(slot, starts=f"2013-05-16T0{at}:00:00+00:00", ends=f"2013-05-16T0{at}:30:00+00:00")
        for at, slot in enumerate(SMALL.slots)
    ),
)


def outcome(placement: Placement, problem: Problem = HOURS) -> Outcome:
    answer = Solution(
        status="feasible", cost=None, bound=None, loss=None, start=placement.start, room=placement.room
    )
    return Outcome(problem=problem, solution=answer)


def test_what_two_agendas_have_elsewhere_is_named_with_both_places() -> None:
    one, other = outcome(place((0, 0), (1, 0))), outcome(place((0, 0), (-1, -1)))

    assert differences(one, one) == ()
    assert differences(one, other) == (
        Difference(topic=9, title="Arm", one=("2013-05-16T01:00:00+00:00", "Hall"), other=NOWHERE),
    )
    assert (one.report.loss, other.report.loss) == (0, 4)


def test_a_topic_that_one_run_did_not_know_is_told_from_one_that_it_left_out() -> None:
    fewer = replace(HOURS, topics=HOURS.topics[:1], people=(replace(ANNA, votes=((0, 4),)),))
    one, other = outcome(place((0, 0), (1, 0))), outcome(place((0, 0)), fewer)

    assert [each.other for each in differences(one, other)] == [None]
    assert same_question(one, one)
    assert not same_question(one, other)
