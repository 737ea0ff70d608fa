"""The sentences about an agenda say what its numbers justify."""

from dataclasses import replace

from hackathon.planner.explanation.messages import verdict
from hackathon.planner.model.solution import Solution

FOUND = Solution(status="feasible", cost=94, bound=88, loss=9, seats_short=4, start=(0,), room=(0,))


def test_a_bound_is_what_no_agenda_can_go_below() -> None:
    assert verdict(FOUND) == (
        "This agenda costs 94 (loss 9, 4 seats short). No agenda can cost less than 88."
    )


def test_where_cost_and_bound_meet_no_agenda_can_cost_less() -> None:
    best = replace(FOUND, status="optimal", cost=20, bound=20, loss=2, seats_short=0)

    assert verdict(best) == "This agenda costs 20 (loss 2). No agenda can cost less."


def test_without_a_bound_nothing_is_claimed() -> None:
    changed = replace(FOUND, bound=None, seats_short=1, people_affected=1)

    assert verdict(changed) == ("This agenda costs 94 (loss 9, 1 seat short, 1 person affected by changes).")
    assert verdict(replace(FOUND, bound=0)) == "This agenda costs 94 (loss 9, 4 seats short)."


def test_no_agenda_is_told_from_none_found() -> None:
    nothing = replace(FOUND, cost=None, bound=None, loss=None)

    assert verdict(replace(nothing, status="infeasible")) == "No agenda can satisfy all the rules."
    assert verdict(replace(nothing, status="unknown")) == ("No agenda was found, but there may be one.")
