"""Every rule of an agenda and every cost: a problem in which it decides, beside the same one without it.

A hard rule changes what the best agenda costs, and the check refuses, in words that name the rule, the
agenda that is best without it; `rulebook.py` has them. What is no rule but a cost is counted alike by the
planner and the check. The rules that an event's rows ask for are in
`tests/planning/problem/queries/test_problems.py`, what
decides between equal agendas in `test_solve.py`, and what cannot hold together in `test_conflict.py`.
"""

from dataclasses import replace

import pytest

from hackathon.planner import construction, strategy
from hackathon.planner.evaluation.check import check
from hackathon.planner.local_search.annealing import MULTI_SLOT, SINGLE_SLOT, Annealer
from hackathon.planner.model.problem import Multipliers, Placement, Previous, Problem
from hackathon.planner.preprocessed_instance import PreprocessedInstance
from hackathon.planner.solve import solve
from tests.planner.rulebook import (
    ARM,
    ATTIC,
    DOCS,
    HALL,
    HARD,
    IAN,
    KIM,
    ONE_PLACE,
    QEMU,
    SMALL_HALL,
    TWO_ROOMS,
    WEI,
    Case,
    event,
)
from tests.planner.smalltown import place

# Both topics run at once, and Ian wants both.
WANTS_BOTH = replace(IAN, votes=((0, 4), (1, 2)))
AT_ONCE = replace(TWO_ROOMS, people=(WANTS_BOTH,))
WHAT_IAN_RUNS = (ARM, replace(DOCS, contacts=(0,), required=True))
CROWDED = event(ARM, DOCS, QEMU, slots=2, people=(IAN, WEI, KIM))
LONG_OR_TWO = event(replace(ARM, length=2), DOCS, QEMU, people=(), slots=2, rooms=2)
TOO_LONG = replace(ARM, length=2)
NINE_AND_WEI = (replace(IAN, count=9), replace(WEI, votes=()))
# Kim cannot come to what she wants at the hour that was published.
MOVED = event(ARM, people=(replace(KIM, votes=((0, 1),), away=(0,)),), slots=2)
KIM_AND_WEI = replace(
    MOVED,
    people=(replace(KIM, votes=((0, 3),), away=(0,)), replace(WEI, votes=())),
    previous=(Previous(topic=0, start=0, room=0),),
)
HALL_OR_DOME = replace(
    event(ARM, people=(IAN,)), rooms=(HALL, replace(ATTIC, name="Dome", capacity=14)), expected=12
)
TWO_MOVED = event(ARM, DOCS, people=(replace(KIM, votes=((0, 3), (1, 3)), away=(0,)),), slots=3)

SOFT = {
    "nobody sits in two sessions at once": Case(problem=AT_ONCE, lifted=TWO_ROOMS, costs=(20, 0), dearer=20),
    "of two at once somebody loses the one that they want less": Case(
        problem=AT_ONCE,
        lifted=replace(AT_ONCE, people=(replace(IAN, votes=((0, 1), (1, 2))),)),
        costs=(20, 10),
        dearer=20,
    ),
    "two short sessions may be worth more than a long one": Case(
        problem=replace(LONG_OR_TWO, people=(replace(IAN, votes=((0, 4), (1, 3), (2, 3))),)),
        lifted=replace(LONG_OR_TWO, people=(replace(IAN, votes=((0, 9), (1, 3), (2, 3))),)),
        costs=(40, 60),
        dearer=40,
    ),
    "what runs while somebody is away is lost to them": Case(
        problem=event(ARM, people=(replace(IAN, away=(0,)),)),
        lifted=event(ARM, people=(IAN,)),
        costs=(40, 0),
        dearer=40,
    ),
    "what somebody runs comes before what they want more": Case(
        problem=replace(AT_ONCE, topics=WHAT_IAN_RUNS),
        lifted=replace(AT_ONCE, topics=(ARM, replace(DOCS, required=True))),
        costs=(40, 20),
        dearer=40,
    ),
    "of too many topics those are left out that are missed least": Case(
        problem=CROWDED,
        lifted=replace(CROWDED, rooms=(HALL, ATTIC)),
        costs=(10, 0),
        agenda=place((0, 0), (-1, -1), (1, 0)),
        dearer=20,
    ),
    "people who are alike count one by one": Case(
        problem=replace(ONE_PLACE, people=(IAN, replace(WEI, count=3))),
        lifted=ONE_PLACE,
        costs=(40, 20),
        dearer=60,
    ),
    "everybody who wants or runs a session needs a seat": Case(
        problem=event(replace(ARM, contacts=(1,)), people=NINE_AND_WEI),
        lifted=event(ARM, people=NINE_AND_WEI),
        costs=(1, 0),
        dearer=1,
    ),
    "a lost vote costs what the event says": Case(
        problem=replace(ONE_PLACE, multipliers=Multipliers(loss=7)),
        lifted=ONE_PLACE,
        costs=(14, 20),
        dearer=14,
    ),
    "a missing seat costs what the event says": Case(
        problem=replace(SMALL_HALL, rooms=(SMALL_HALL.rooms[0],), multipliers=Multipliers(seat=5)),
        lifted=replace(SMALL_HALL, rooms=(SMALL_HALL.rooms[0],)),
        costs=(5, 1),
        dearer=5,
    ),
    "whom a change affects counts": Case(
        problem=replace(MOVED, previous=(Previous(topic=0, start=0, room=0),)),
        lifted=MOVED,
        costs=(10, 0),
        dearer=20,
    ),
    "whom two changes affect counts once": Case(
        problem=replace(
            TWO_MOVED,
            previous=(Previous(topic=0, start=0, room=0), Previous(topic=1, start=-1, room=0)),
        ),
        lifted=TWO_MOVED,
        costs=(20, 0),
        dearer=20,
    ),
    "whose session is gone is affected": Case(
        problem=replace(event(TOO_LONG, people=(IAN,)), previous=(Previous(topic=0, start=-1, room=-1),)),
        lifted=event(TOO_LONG, people=(IAN,)),
        costs=(60, 40),
        dearer=60,
    ),
    "a plenary needs seats for everyone expected": Case(
        problem=replace(HALL_OR_DOME, topics=(replace(ARM, plenary=True),)),
        lifted=HALL_OR_DOME,
        costs=(0, 0),
        dearer=3,
    ),
    "whoever runs a session is affected as well": Case(
        problem=replace(KIM_AND_WEI, topics=(replace(ARM, contacts=(1,)),)),
        lifted=KIM_AND_WEI,
        costs=(30, 20),
        dearer=40,
    ),
}

ALL = {**HARD, **SOFT}
every = pytest.mark.parametrize("case", ALL.values(), ids=ALL.keys())


@every
def test_the_rule_decides(case: Case) -> None:
    kept, free = (solve(each, seconds=None, steps=300) for each in (case.problem, case.lifted))

    assert (kept.cost, free.cost) == case.costs
    assert kept.status == "optimal"
    assert check(case.problem, kept.placement).broken == ()
    report = check(case.problem, case.agenda or free.placement)
    if case.breaks:
        assert case.breaks in report.broken
    else:
        assert (report.cost, report.broken) == (case.dearer, ())


def searched(problem: Problem) -> list[tuple[Placement, int]]:
    """Return the best agenda of each kernel that knows the problem, and its cost."""
    preprocessed = PreprocessedInstance(problem)
    first, results = construction.construct(preprocessed, lambda: False), []
    for kernel in (MULTI_SLOT, SINGLE_SLOT if strategy.has_independent_slots(preprocessed) else MULTI_SLOT):
        search = Annealer(kernel, preprocessed, first, seed=1)
        search.run(4000, temperature=20.0)
        results.append((search.best(), search.cost))
    return results


@every
def test_each_kernel_obeys_it_on_its_own(case: Case) -> None:
    for agenda, cost in searched(case.problem):
        report = check(case.problem, agenda)

        assert (report.cost, report.broken, cost) == (case.costs[0], (), case.costs[0])
