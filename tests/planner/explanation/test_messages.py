"""The sentences about an agenda say what its numbers justify."""

from dataclasses import replace

from hackathon.planner.evaluation.check import Report
from hackathon.planner.explanation.messages import parts, verdict
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

    assert verdict(replace(nothing, status="infeasible")) == "No agenda keeps all the rules."
    assert verdict(replace(nothing, status="unknown")) == (
        "No agenda was found, and it is not proven that there is none."
    )


COUNTED = Report(cost=94, loss=9, seats_short=4, people_affected=0, broken=())


def split(**known: int | None) -> list[tuple[str, str]]:
    numbers: dict[str, int | None] = {"bound": None, "loss_bound": None, **known}
    found = parts(COUNTED, floor=3, bound=numbers["bound"], loss_bound=numbers["loss_bound"])
    return [(part.amount, part.why) for part in found]


def test_without_a_bound_only_the_floor_is_called_unavoidable() -> None:
    assert split() == [
        ("loss 3", "3 because somebody wants more than they have slots for."),
        ("loss 6", "Another agenda may lose less, but none less than 3."),
        ("not known", "No bound holds for the votes of now."),
    ]


def test_with_a_bound_what_is_open_is_the_rest_of_the_cost() -> None:
    assert split(bound=88, loss_bound=9) == [
        ("loss 9", "3 because somebody wants more than they have slots for; 6 more is proven."),
        ("loss 0", "No agenda loses less."),
        ("cost 6", "An agenda that costs from 88 to 93 is not ruled out."),
    ]


def test_where_cost_and_bound_meet_nothing_is_open() -> None:
    assert split(bound=94)[2] == ("cost 0", "No agenda costs less.")
