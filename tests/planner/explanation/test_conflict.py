"""When no agenda can be, the rules that are named cannot hold together, and each of them matters."""

import time
from collections.abc import Iterable
from dataclasses import replace
from itertools import product
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from hackathon.planner.bounds.feasibility import is_possible
from hackathon.planner.evaluation.check import check
from hackathon.planner.explanation import conflict
from hackathon.planner.model.problem import Person, Problem, Topic
from hackathon.planner.model.rules import Kind, Rule, rules_of
from hackathon.planner.progress import Watch
from tests.examples import examples
from tests.planner.smalltown import linked, place, problems, town

few = examples(60)
LARS = Person(key=1, name="Lars")


def watch() -> Watch:
    return Watch(seconds=None, steps=None, listener=None, clock=time.monotonic)


def has_agenda(problem: Problem, *, without: Iterable[Rule] = ()) -> bool:
    """Try everything, without some of the rules.

    Topics that need not be placed are left out, which breaks nothing. That a room holds one session is
    lifted by not heeding what the check says of it, every other rule in the problem's own words.
    """
    is_roomy = Rule(kind=Kind.SPACE) in without
    # What doubles people comes last, so that the doubles are as free as the first.
    for rule in sorted(without, key=lambda each: each.kind is Kind.BUSY):
        problem = _without(problem, rule)
    cells = list(product(range(len(problem.slots)), range(len(problem.rooms))))
    ways = product(*(cells if topic.required else [(-1, -1)] for topic in problem.topics))
    found = (check(problem, place(*way)).broken for way in ways)
    return any(all(is_roomy and "share a room" in line for line in broken) for broken in found)


def _without(problem: Problem, rule: Rule) -> Problem:
    topics, people, rooms = list(problem.topics), list(problem.people), list(problem.rooms)
    event: dict[Kind, dict[str, Any]] = {
        Kind.IN_A_ROW: {"most_in_a_row": 0},
        Kind.BUFFER: {"buffer": 0},
        Kind.CLASH: {"hard_clash": False},
    }
    if rule.kind in event:
        return replace(problem, **event[rule.kind])
    at = rule.of[0] if rule.of else -1
    lifted: dict[Kind, dict[str, Any]] = {
        Kind.PLACED: {"required": False},
        Kind.LENGTH: {"length": 1},
        Kind.STARTS: {"starts": None},
        Kind.ROOM: {"room": None},
        Kind.FEATURES: {"features": ()},
        Kind.SEATS: {"min_capacity": 0},
        Kind.PLENARY: {"plenary": False},
    }
    if rule.kind in lifted:
        topics[at] = replace(topics[at], **lifted[rule.kind])
    elif rule.kind is Kind.AWAY:
        people[at] = replace(people[at], away=())
    elif rule.kind is Kind.BUSY:
        # A double for each topic is away when the person is, and free otherwise.
        for number in problem.run_by[at]:
            people.append(replace(people[at], key=100 + len(people), votes=()))
            contacts = [*(set(topics[number].contacts) - {at}), len(people) - 1]
            topics[number] = replace(topics[number], contacts=tuple(sorted(contacts)))
    elif rule.kind is Kind.CLOSED:
        rooms[at] = replace(rooms[at], closed=())
    order = tuple(pair for pair in problem.order if rule != Rule(kind=Kind.ORDER, of=pair))
    return replace(
        problem,
        topics=tuple(topics),
        people=tuple(people),
        rooms=tuple(rooms),
        order=order,
    )


@few
@given(problems(topics=4, required=True))
def test_an_agenda_is_possible_just_where_trying_everything_finds_one(problem: Problem) -> None:
    assert is_possible(problem, frozenset(rules_of(problem)), watch()) == has_agenda(problem)


@st.composite
def run_by_one(draw: st.DrawFn, topics: int) -> Problem:
    """Draw a problem in which one person runs everything, so that their pauses stand in the way."""
    many = draw(st.integers(2, topics))
    made = tuple(
        Topic(
            key=at,
            length=draw(st.sampled_from((1, 1, 2))),
            contacts=(0,),
            room=draw(st.sampled_from((0, 1))),
            required=True,
        )
        for at in range(many)
    )
    problem = town(*made, people=(LARS,), slots=draw(st.integers(many, many + 1)))
    return replace(problem, most_in_a_row=draw(st.integers(0, 2)), buffer=draw(st.sampled_from((0, 10))))


@few
@given(linked(topics=4, required=True) | run_by_one(topics=4))
def test_an_agenda_with_pauses_is_possible_just_where_trying_everything_finds_one(problem: Problem) -> None:
    assert is_possible(problem, frozenset(rules_of(problem)), watch()) == has_agenda(problem)


@few
@given(problems(topics=3, required=True) | linked(topics=3, required=True) | run_by_one(topics=3))
def test_the_rules_named_cannot_hold_together_and_without_any_of_them_they_can(problem: Problem) -> None:
    found = conflict.find(problem)

    assert (found is None) == has_agenda(problem)
    if found is not None:
        others = [rule for rule in rules_of(problem) if rule not in found.rules]
        assert not has_agenda(problem, without=others)
        for rule in found.rules:
            assert has_agenda(problem, without=[*others, rule])


@few
@given(problems(topics=3, required=True) | linked(topics=3, required=True) | run_by_one(topics=3))
def test_a_change_that_is_called_enough_makes_an_agenda_possible(problem: Problem) -> None:
    found = conflict.find(problem)

    for rule in found.enough if found else ():
        assert has_agenda(problem, without=[rule])
    for _, change in found.freed if found else ():
        assert has_agenda(change.problem)
