"""What stands in the way of an agenda, in words: the rules, what would help, and what is proven of that."""

from dataclasses import replace

import pytest

from hackathon.planner.explanation import conflict
from hackathon.planner.explanation.messages import verdict
from hackathon.planner.model.problem import Person, Problem, Room, Slot, Topic
from hackathon.planner.model.rules import clock
from hackathon.planner.model.solution import Obstacle, Solution
from hackathon.planner.solve import solve
from hackathon.planner.verification.verify import Confirmation, verify
from hackathon.planning.problem.obstacle_messages import obstacle_lines, obstacle_messages
from tests.planner.smalltown import town

LARS = Person(key=1, name="Lars")


def obstacles(problem: Problem, zone: str | None = None) -> list[tuple[str, str, bool]]:
    problem = replace(problem, topics=tuple(replace(topic, required=True) for topic in problem.topics))
    found = conflict.find(problem)
    assert found is not None
    assert found.is_smallest
    return [
        (str(each.rule), str(each.change), each.is_enough)
        for each in obstacle_messages(problem, solution_with(found), clock(problem, zone))
    ]


def solution_with(found: conflict.Conflict) -> Solution:
    return Solution(
        status="unknown",
        cost=None,
        bound=None,
        loss=None,
        start=(),
        room=(),
        obstacles=conflict.obstacles_of(found),
    )


DAY = (
    Slot(starts="2013-05-16T09:00:00Z", ends="2013-05-16T10:00:00Z"),
    Slot(starts="2013-05-16T10:00:00Z", ends="2013-05-16T11:00:00Z"),
)


def test_a_contact_who_is_always_away_is_named() -> None:
    problem = town(Topic(key=1, title="Arm", contacts=(0,)), people=(replace(LARS, away=(0, 1, 2)),))

    assert obstacles(problem) == [
        ("“Arm” needs a place on the agenda.", "Leave it out.", True),
        (
            "Lars, who runs “Arm”, is away the whole time.",
            "Ask Lars to be there, or find someone else.",
            True,
        ),
    ]


def test_a_pin_at_a_time_when_the_contact_is_away_is_named_on_the_clocks_of_the_place() -> None:
    pinned = Topic(key=1, title="Arm", contacts=(0,), starts=(1,))
    problem = replace(town(pinned, people=(replace(LARS, away=(1,)),)), slots=DAY)

    assert obstacles(problem, "Europe/Dublin")[1:] == [
        (
            "Lars, who runs “Arm”, is away on Thu 16 May, 11:00.",
            "Ask Lars to be there, or find someone else.",
            True,
        ),
        ("“Arm” is pinned to Thu 16 May, 11:00.", "Unpin “Arm”.", True),
    ]


def test_more_topics_than_places_are_counted() -> None:
    problem = town(*(Topic(key=at, title=f"Talk {at}") for at in range(3)), slots=1)

    assert obstacles(problem) == [
        ("“Talk 0”, “Talk 1” and “Talk 2” all need a place on the agenda.", "Leave out one of them.", True),
        (
            "A room holds one session at a time, so there are only 2 places.",
            "Add a room that is always free and has everything the topics need.",
            True,
        ),
    ]


def test_far_too_many_topics_are_counted_not_listed() -> None:
    problem = town(*(Topic(key=at) for at in range(20)))

    assert obstacles(problem) == [
        ("All 20 topics need a place on the agenda.", "Leave 14 of them out.", False),
        (
            "A room holds one session at a time, so there are only 6 places.",
            "Add rooms or slots: at least 14 more places.",
            False,
        ),
    ]


def test_more_pins_than_places_name_just_the_pinned() -> None:
    pins = [Topic(key=at, title=f"Talk {at}", starts=(0,), room=0) for at in range(2)]
    problem = town(*pins, *(Topic(key=at, title=f"Talk {at}") for at in range(2, 5)))

    found = obstacles(problem)

    assert found[0][0] == "“Talk 0” and “Talk 1” all need a place on the agenda."
    assert {words for words, _, _ in found[1:]} == {
        "“Talk 0” is pinned to Hall.",
        "“Talk 0” is pinned to slot 0.",
        "“Talk 1” is pinned to Hall.",
        "“Talk 1” is pinned to slot 0.",
        "A room holds one session at a time, so there are only 6 places.",
    }


def test_a_topic_longer_than_any_block_is_named() -> None:
    assert obstacles(town(Topic(key=1, title="Arm", length=4)))[1:] == [
        (
            "“Arm” takes 4 slots on one day, without a break in between.",
            "Make it one slot long.",
            True,
        )
    ]


def test_somebody_with_more_topics_than_slots_is_named() -> None:
    problem = town(
        *(Topic(key=at, title=f"Talk {at}", contacts=(0,)) for at in range(3)), people=(LARS,), slots=2
    )

    assert obstacles(problem)[1:] == [
        (
            "Lars can run only one of “Talk 0”, “Talk 1” and “Talk 2” at a time.",
            "Find another contact for “Talk 0” who is there the whole time.",
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
        (
            replace(town(Topic(key=1)), rooms=()),
            ("There are no rooms.", "Add a room that is always free and has everything the topics need."),
        ),
        (town(Topic(key=1), slots=0), ("There are no slots for sessions.", "Add slots to the timetable.")),
    ],
)
def test_without_rooms_or_slots_that_is_said(problem: Problem, words: tuple[str, str]) -> None:
    assert obstacles(problem)[-1][:2] == words


def test_where_everything_fits_there_is_no_conflict() -> None:
    assert conflict.of_left_out(town(Topic(key=1), Topic(key=2))) is None


def test_a_solution_without_an_agenda_keeps_why() -> None:
    problem = town(Topic(key=1, title="Arm", length=4, required=True))

    solution = conflict.explained(problem, solve(problem, seconds=None, steps=1))

    told = obstacle_messages(problem, solution, clock(problem))
    assert [str(each.rule) for each in told] == [words for words, _, _ in obstacles(problem)]
    assert Solution.from_json(solution.to_json()) == solution


def test_a_single_closed_room_in_the_way_is_named() -> None:
    problem = replace(
        town(Topic(key=1, title="Arm"), slots=2), rooms=(Room(key=1, name="Hall", capacity=9, closed=(0, 1)),)
    )

    assert obstacles(problem)[1] == ("Hall is closed on slot 0 and slot 1.", "Open Hall then.", True)


def test_a_conflict_proves_that_there_is_no_agenda_where_the_search_found_none() -> None:
    problem = town(Topic(key=1, title="Arm", length=4, required=True), Topic(key=2, title="Docs"))
    unsure = replace(solve(problem, seconds=None, steps=1), status="unknown", bound=40)

    solution = conflict.explained(problem, unsure)

    assert verdict(solution) == "No agenda can satisfy all the rules."
    assert verify(problem, solution).confirmation == Confirmation.CONFIRMED


def test_a_change_that_was_not_tried_in_the_time_is_said_to_be_undecided() -> None:
    problem = town(Topic(key=1, title="Arm", length=4, required=True))

    found = conflict.find(problem, seconds=0)

    assert found is not None
    assert [(each.is_enough, each.is_undecided) for each in conflict.obstacles_of(found)] == [
        (True, False),
        (False, True),
    ]


def test_of_several_topics_those_are_named_that_are_enough_to_leave_out() -> None:
    # Lars runs two talks at one time, and one of them shares its room with a third.
    talks = [
        Topic(key=at, title=f"Talk {at}", starts=(0,), room=room, contacts=contacts)
        for at, (room, contacts) in enumerate(((0, ()), (0, (0,)), (1, (0,))))
    ]

    assert obstacles(town(*talks, people=(LARS,)))[0] == (
        "“Talk 1” and “Talk 2” all need a place on the agenda.",
        "Leave out one of these: “Talk 1”.",
        True,
    )


def test_the_obstacles_of_an_older_run_are_told_as_they_were_written() -> None:
    problem = town(Topic(key=1, title="Arm"))
    kept = Solution(
        status="unknown",
        cost=None,
        bound=None,
        loss=None,
        start=(-1,),
        room=(-1,),
        obstacles=(Obstacle(rule="“Arm” may 100% not begin.", change="Let it.", is_enough=True),),
    )

    assert list(obstacle_lines(problem, kept, clock(problem))) == [
        "These rules conflict:",
        "- “Arm” may 100% not begin. Let it. That alone is enough.",
    ]
