"""That there is no agenda is confirmed by recounting the conflict that the solution carries."""

from dataclasses import replace

import pytest
from hypothesis import assume, given, settings

from hackathon.planner.explanation import conflict
from hackathon.planner.model.problem import Person, Problem, Topic
from hackathon.planner.model.rules import Kind, Rule, rules_of
from hackathon.planner.model.solution import Solution
from hackathon.planner.solve import solve
from hackathon.planner.verification import infeasibility
from hackathon.planner.verification.infeasibility import can_hold
from hackathon.planner.verification.verify import Confirmation, verify
from tests.planner.smalltown import brute_force, linked, problems, town

several = settings(max_examples=80, deadline=None)

# Two topics of one contact and a single slot.
LARS = Person(key=7, name="Lars")
BUSY = town(
    Topic(key=1, contacts=(0,), required=True),
    Topic(key=2, contacts=(0,), required=True),
    Topic(key=3),
    people=(LARS,),
    slots=1,
)
NONE = conflict.explained(BUSY, solve(BUSY, seconds=None))
PLACED = tuple(Rule(kind=Kind.PLACED, of=(topic,)) for topic in (0, 1))


def never() -> bool:
    return False


def test_a_conflict_that_holds_is_confirmed() -> None:
    assert set(NONE.conflict) == {*PLACED, Rule(kind=Kind.BUSY, of=(0,))}
    assert Solution.from_json(NONE.to_json()) == NONE
    assert verify(BUSY, NONE).summary() == (
        "Confirmed: the rules of the conflict cannot hold together, so there is no agenda."
    )


def test_without_a_conflict_it_is_not_confirmed_that_there_is_no_agenda() -> None:
    verdict = verify(BUSY, replace(NONE, conflict=()))

    assert verdict.confirmation == Confirmation.NOT_CONFIRMED
    assert verdict.summary() == (
        "Not confirmed: the solution claims that there is no agenda, but carries no conflict that proves it."
    )


@pytest.mark.parametrize(
    ("rules", "reason"),
    [
        (PLACED, "The rules of the conflict can hold together."),
        ((Rule(kind=Kind.PLACED, of=(2,)),), "The conflict requires topic 3, which is optional."),
        (
            (Rule(kind=Kind.PLACED, of=(3,)),),
            "The conflict has a rule 'placed' about something that is not in the problem.",
        ),
        (
            (Rule(kind=Kind.BUSY),),
            "The conflict has a rule 'busy' about something that is not in the problem.",
        ),
        (
            (*PLACED, Rule(kind=Kind.PLENARY, of=(0,))),
            "The conflict treats topic 1 as a plenary, which it is not.",
        ),
        (
            (*PLACED, Rule(kind=Kind.ORDER, of=(0, 1))),
            "The conflict has an order that the problem does not ask for.",
        ),
        ((*PLACED, Rule(kind=Kind.CLASH)), "The conflict forbids clashes, which the problem allows."),
    ],
)
def test_a_conflict_that_proves_nothing_is_refuted(rules: tuple[Rule, ...], reason: str) -> None:
    assert verify(BUSY, replace(NONE, conflict=rules)).summary() == f"Refuted: {reason}"


def test_infeasible_beside_an_agenda_is_refuted() -> None:
    possible = town(Topic(key=1, required=True))
    found = solve(possible, seconds=None, steps=10)
    claimed = replace(found, status="infeasible", cost=None, bound=None)

    assert verify(possible, claimed).refuted == (
        "The solution claims that there is no agenda, but its own placement is one.",
    )
    # Without its placement nothing shows that the claim is false, and nothing proves it.
    assert verify(possible, replace(claimed, start=(-1,), room=(-1,))).confirmation == (
        Confirmation.NOT_CONFIRMED
    )


def test_more_topics_than_places_are_counted_and_not_searched() -> None:
    crowded = town(*(Topic(key=key, required=True) for key in range(60)), slots=29)
    found = conflict.explained(crowded, solve(crowded, seconds=None))

    assert verify(crowded, found, lambda: True).confirmation == Confirmation.CONFIRMED


def test_a_conflict_that_takes_too_long_is_not_confirmed(monkeypatch: pytest.MonkeyPatch) -> None:
    # A count alone does not show that one of these is always too early.
    late, early = (Topic(key=key, starts=(start,), required=True) for key, start in ((1, 1), (2, 0)))
    ordered = replace(town(late, early), order=((0, 1),))
    monkeypatch.setattr(infeasibility, "NODES_PER_CLOCK", 1)
    found = conflict.explained(ordered, solve(ordered, seconds=None))

    assert verify(ordered, found).confirmation == Confirmation.CONFIRMED
    assert verify(ordered, found, lambda: True).summary() == (
        "Not confirmed: whether the rules of the conflict can hold together was not decided in the time."
    )


@several
@given(problems(topics=4) | linked(topics=4))
def test_all_rules_can_hold_where_there_is_an_agenda_and_only_there(problem: Problem) -> None:
    assert can_hold(problem, rules_of(problem), never) == (brute_force(problem) is not None)


@several
@given(problems(topics=4, required=True) | linked(topics=4, required=True))
def test_what_the_planner_calls_infeasible_is_confirmed(problem: Problem) -> None:
    found = conflict.explained(problem, solve(problem, seconds=None, steps=10))
    assume(found.status == "infeasible")

    assert verify(problem, found).confirmation == Confirmation.CONFIRMED


def test_rooms_matter_only_to_a_conflict_about_space() -> None:
    homeless = replace(town(Topic(key=1, features=("screen",), required=True)), rooms=())
    rules = [PLACED[0], Rule(kind=Kind.FEATURES, of=(0,))]

    assert can_hold(homeless, rules, never)
    assert not can_hold(homeless, [*rules, Rule(kind=Kind.SPACE)], never)
