"""The benchmark format, and the known instances where they are at hand."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from hackathon.planner.evaluation.check import check
from hackathon.planner.model import schedbench
from hackathon.planner.model.problem import Multipliers, Person, Problem, Room, Slot, Topic
from hackathon.planner.solve import solve
from tests.planner.smalltown import town

SHARED = Path(__file__).parents[4] / "shared" / "planning"
shared = pytest.mark.skipif(not SHARED.is_dir(), reason="../shared/planning is not at hand")

INSTANCE = {
    "format": "schedbench-1",
    "name": "two topics",
    "meta": {"source": "made up"},
    "slots": [{"day": 0, "block": 0, "label": "morning"}],
    "rooms": [{"cap": 2, "feat": [1], "closed": []}],
    "topics": [
        {"len": 1, "req": [0], "feat": [1], "starts": None, "room": 0, "min_cap": 0},
        {"len": 1, "req": [], "feat": [], "starts": [0], "room": None, "min_cap": 1},
    ],
    "people": [{"n": 3, "away": [], "votes": [[0, 2], [1, 1], [0, 1]]}],
    "prec": [[0, 1]],
    "weights": {"missed": 10, "overfull": 1},
    "hard_clash": False,
    "itc_soft": False,
}


def test_an_instance_is_a_problem_in_which_every_topic_must_be_placed() -> None:
    assert schedbench.load(json.dumps(INSTANCE)) == Problem(
        slots=(Slot(),),
        rooms=(Room(key=0, capacity=2, features=("1",)),),
        topics=(
            Topic(key=0, contacts=(0,), features=("1",), room=0, required=True),
            Topic(key=1, starts=(0,), min_capacity=1, required=True),
        ),
        people=(Person(key=0, count=3, votes=((0, 3), (1, 1))),),
        order=((0, 1),),
        multipliers=Multipliers(loss=10, seat=1, change=0),
    )


def test_our_own_format_is_read_too() -> None:
    problem = town(Topic(key=1))

    assert schedbench.load(problem.to_json()) == problem


def test_of_a_timetable_for_a_competition_the_rules_are_read_and_its_own_costs_are_not() -> None:
    competition = schedbench.load(json.dumps({**INSTANCE, "hard_clash": True, "itc_soft": True}))

    assert competition == replace(schedbench.load(json.dumps(INSTANCE)), hard_clash=True)


@shared
@pytest.mark.parametrize(
    ("name", "cost", "loss"),
    [("real/xen-2013", 20, 2), ("gen/S-1", 652, 62), ("gen/S-2", 503, 49), ("gen/S-3", 628, 60)],
)
def test_the_small_instances_are_proven(name: str, cost: int, loss: int) -> None:
    problem = schedbench.load((SHARED / f"{name}.json").read_text())

    found = solve(problem, seconds=None, steps=1000)

    assert (found.status, found.cost, found.bound, found.loss) == ("optimal", cost, cost, loss)
    assert check(problem, found.placement).broken == ()


@shared
@pytest.mark.long
@pytest.mark.parametrize("name", ["gen/S-long-1", "gen/M-1", "gen/XL-1", "real/cosp-OR60"])
def test_larger_instances_have_an_agenda_at_once(name: str) -> None:
    problem = schedbench.load((SHARED / f"{name}.json").read_text())

    found = solve(problem, seconds=None, steps=0)

    assert found.is_agenda
    assert check(problem, found.placement).broken == ()
