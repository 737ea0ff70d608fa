"""When no agenda can be, the rules that are named cannot hold together, and each of them matters."""

import time
from collections.abc import Iterable
from dataclasses import replace
from itertools import product
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hackathon.domain.scheduling import conflict
from hackathon.domain.scheduling.check import check
from hackathon.domain.scheduling.engine.proof.feasible import is_possible
from hackathon.domain.scheduling.problem import Person, Problem, Room, Slot, Topic
from hackathon.domain.scheduling.rules import Kind, Rule, rules_of
from hackathon.domain.scheduling.solution import Solution
from hackathon.domain.scheduling.solve import solve
from hackathon.domain.scheduling.watch import Watch
from tests.domain.scheduling.smalltown import linked, place, problems, town

few = settings(max_examples=60, deadline=None)
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


def obstacles(problem: Problem, zone: str | None = None) -> list[tuple[str, str, bool]]:
    problem = replace(problem, topics=tuple(replace(topic, required=True) for topic in problem.topics))
    found = conflict.find(problem)
    assert found is not None
    assert found.is_smallest
    return [(each.rule, each.change, each.is_enough) for each in conflict.told(problem, found, zone=zone)]


DAY = (
    Slot(starts="2013-05-16T09:00:00Z", ends="2013-05-16T10:00:00Z"),
    Slot(starts="2013-05-16T10:00:00Z", ends="2013-05-16T11:00:00Z"),
)


def test_a_contact_who_is_always_away_is_named() -> None:
    problem = town(Topic(key=1, title="Arm", contacts=(0,)), people=(replace(LARS, away=(0, 1, 2)),))

    assert obstacles(problem) == [
        ("“Arm” is to be in the agenda.", "Leave it out.", True),
        (
            "Lars, who runs “Arm”, is away throughout.",
            "Ask Lars to be there, or find somebody else.",
            True,
        ),
    ]


def test_a_pin_at_a_time_when_the_contact_is_away_is_named_on_the_clocks_of_the_place() -> None:
    pinned = Topic(key=1, title="Arm", contacts=(0,), starts=(1,))
    problem = replace(town(pinned, people=(replace(LARS, away=(1,)),)), slots=DAY)

    assert obstacles(problem, "Europe/Dublin")[1:] == [
        (
            "Lars, who runs “Arm”, is away at Thu 16 May, 11:00.",
            "Ask Lars to be there, or find somebody else.",
            True,
        ),
        ("“Arm” is pinned to Thu 16 May, 11:00.", "Unpin “Arm”.", True),
    ]


def test_more_topics_than_places_are_counted() -> None:
    problem = town(*(Topic(key=at, title=f"Talk {at}") for at in range(3)), slots=1)

    assert obstacles(problem) == [
        ("“Talk 0”, “Talk 1” and “Talk 2” are all to be in the agenda.", "Leave one of them out.", True),
        (
            "A room holds one session at a time, so there are 2 places in all.",
            "Add a room or a slot.",
            True,
        ),
    ]


def test_far_too_many_topics_are_counted_not_listed() -> None:
    problem = town(*(Topic(key=at) for at in range(20)))

    assert obstacles(problem) == [
        ("All 20 topics are to be in the agenda.", "Leave 14 of them out.", False),
        (
            "A room holds one session at a time, so there are 6 places in all.",
            "Add rooms or slots: 14 more places.",
            True,
        ),
    ]


def test_more_pins_than_places_name_just_the_pinned() -> None:
    pins = [Topic(key=at, title=f"Talk {at}", starts=(0,), room=0) for at in range(2)]
    problem = town(*pins, *(Topic(key=at, title=f"Talk {at}") for at in range(2, 5)))

    found = obstacles(problem)

    assert found[0][0] == "“Talk 0” and “Talk 1” are all to be in the agenda."
    assert {words for words, _, _ in found[1:]} == {
        "“Talk 0” is pinned to Hall.",
        "“Talk 0” is pinned to slot 0.",
        "“Talk 1” is pinned to Hall.",
        "“Talk 1” is pinned to slot 0.",
        "A room holds one session at a time, so there are 6 places in all.",
    }


def test_a_topic_longer_than_any_block_is_named() -> None:
    assert obstacles(town(Topic(key=1, title="Arm", length=4)))[1:] == [
        (
            "“Arm” takes 4 slots, without a break and on one day.",
            "Make it shorter, or join slots into a longer block.",
            True,
        )
    ]


def test_somebody_with_more_topics_than_slots_is_named() -> None:
    problem = town(
        *(Topic(key=at, title=f"Talk {at}", contacts=(0,)) for at in range(3)), people=(LARS,), slots=2
    )

    assert obstacles(problem)[1:] == [
        (
            "Lars runs “Talk 0”, “Talk 1” and “Talk 2”, and cannot run two at once.",
            "Find somebody else to run one topic of Lars.",
            True,
        )
    ]


def test_two_hindrances_at_once_are_not_said_to_be_freed_by_one_change() -> None:
    problem = town(
        Topic(key=1, title="Arm", length=4), Topic(key=2, title="Docs", features=("screen",)), slots=3
    )

    assert {is_enough for _, _, is_enough in obstacles(problem)} == {False}


@pytest.mark.parametrize(
    ("problem", "words"),
    [
        (replace(town(Topic(key=1)), rooms=()), ("There is no room.", "Add a room.")),
        (town(Topic(key=1), slots=0), ("There is no slot to hold a session.", "Add slots to the timetable.")),
    ],
)
def test_without_rooms_or_slots_that_is_said(problem: Problem, words: tuple[str, str]) -> None:
    assert obstacles(problem)[-1][:2] == words


def test_where_everything_fits_there_is_no_conflict() -> None:
    assert conflict.of_left_out(town(Topic(key=1), Topic(key=2))) is None


def test_a_solution_without_an_agenda_keeps_why() -> None:
    problem = town(Topic(key=1, title="Arm", length=4, required=True))

    solution = conflict.explained(problem, solve(problem, seconds=None, steps=1))

    assert [each.rule for each in solution.obstacles] == [words for words, _, _ in obstacles(problem)]
    assert Solution.from_json(solution.to_json()) == solution


def test_a_single_closed_room_in_the_way_is_named() -> None:
    problem = replace(
        town(Topic(key=1, title="Arm"), slots=2), rooms=(Room(key=1, name="Hall", capacity=9, closed=(0, 1)),)
    )

    assert obstacles(problem)[1] == ("Hall is closed at slot 0 and slot 1.", "Open Hall then.", True)
