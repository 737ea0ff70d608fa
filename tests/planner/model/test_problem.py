"""A problem that contradicts itself, or is none, is refused in one line that names the culprit."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from hackathon.planner.errors import BadProblem
from hackathon.planner.model.problem import Multipliers, Person, Previous, Problem, Room, Slot, Topic
from tests.planner.smalltown import HALL, town

ARM, DOCS = Topic(key=1, title="Arm"), Topic(key=2, title="Docs")
PLAIN = town(ARM, DOCS, people=(Person(key=7, name="Ian", votes=((0, 2),)),))


def times(*pairs: tuple[str, str]) -> tuple[Slot, ...]:
    return tuple(Slot(starts=f"2013-05-16T{a}Z", ends=f"2013-05-16T{b}Z") for a, b in pairs)


Bent = Callable[[], Problem]

TOO_LARGE = (
    "The weights, counts and multipliers are too large to be added exactly; the largest is a vote of "
    "person 7, 1000000000000."
)

REFUSALS: list[tuple[Bent, str]] = [
    (
        lambda: replace(PLAIN, order=((0, 1), (1, 0))),
        "The order runs in a circle through topic 1 'Arm', topic 2 'Docs'.",
    ),
    (
        lambda: replace(PLAIN, order=((0, 0),)),
        "The order runs in a circle through topic 1 'Arm'.",
    ),
    (lambda: replace(PLAIN, order=((0, 9),)), "The order name number 9; there are 2, from 0."),
    (
        lambda: town(replace(ARM, contacts=(3,))),
        "The contacts of topic 1 'Arm' name number 3; there are 0, from 0.",
    ),
    (
        lambda: town(replace(ARM, length=0)),
        "The length of topic 1 'Arm' is 0; it must be 1 slot or more.",
    ),
    (
        lambda: town(replace(ARM, room=2)),
        "The pinned room of topic 1 'Arm' name number 2; there are 2, from 0.",
    ),
    (lambda: town(ARM, ARM), "Two of the topics have the key 1."),
    (
        lambda: town(ARM, people=(Person(key=7, name="Ian", votes=((0, -1),)),)),
        "A vote of person 7 'Ian' for topic 0 weighs -1.",
    ),
    (
        lambda: town(ARM, people=(Person(key=7, votes=((0, 1), (0, 1))),)),
        "The votes of person 7 name number 0 twice.",
    ),
    (
        lambda: town(ARM, people=(Person(key=7, count=0),)),
        "The count of person 7 is 0; it must be 1 or more.",
    ),
    (
        lambda: town(ARM, people=(Person(key=7, votes=((0, 10**12),)),)),
        TOO_LARGE,
    ),
    (
        lambda: replace(PLAIN, rooms=(Room(key=1, name="Hall", capacity=-1),)),
        "The capacity of room 1 'Hall' is -1.",
    ),
    (
        lambda: replace(PLAIN, rooms=(replace(HALL, closed=(5,)),)),
        "The closed slots of room 1 'Hall' name number 5; there are 3, from 0.",
    ),
    (
        lambda: replace(PLAIN, multipliers=Multipliers(loss=-1)),
        "A cost multiplier is below 0.",
    ),
    (
        lambda: replace(PLAIN, previous=(Previous(topic=0, start=7, room=0),)),
        "The last revision has topic 1 'Arm' in a slot or room that is not there.",
    ),
    (
        lambda: replace(PLAIN, slots=(Slot(block=0), Slot(block=1), Slot(block=0))),
        "Slot 2 returns to block 0, which has already ended.",
    ),
    (
        lambda: replace(PLAIN, slots=(Slot(day=0), Slot(day=1))),
        "Block 0 spreads over two days, at slot 1.",
    ),
    (
        lambda: replace(PLAIN, slots=times(("10:00", "11:00"), ("10:30", "11:30"))),
        "Slot 1, from 2013-05-16T10:30Z, starts before slot 0 has ended, at 2013-05-16T11:00Z.",
    ),
    (
        lambda: replace(PLAIN, slots=times(("11:00", "10:00"))),
        "Slot 0, 2013-05-16T11:00Z to 2013-05-16T10:00Z, ends before it starts.",
    ),
    (
        lambda: replace(PLAIN, slots=(Slot(starts="2013-05-16T10:00:00Z"),)),
        "Slot 0 has only one of its two times.",
    ),
    (
        lambda: replace(PLAIN, slots=(Slot(starts="noon", ends="one"),)),
        "Slot 0: 'noon' is no time in ISO 8601.",
    ),
    (
        lambda: replace(PLAIN, slots=(Slot(starts="2013-05-16T10:00:00", ends="2013-05-16T11:00:00"),)),
        "Slot 0: '2013-05-16T10:00:00' is not in UTC.",
    ),
]


@pytest.mark.parametrize(("bent", "words"), REFUSALS, ids=[words for _, words in REFUSALS])
def test_a_problem_that_contradicts_itself_is_refused(bent: Bent, words: str) -> None:
    with pytest.raises(BadProblem) as refusal:
        bent()

    assert str(refusal.value) == words


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "This is no JSON document: Expecting value: line 1 column 1 (char 0)."),
        ("[1]", "This JSON document holds no object at its top."),
        ("{}", "slots: this is missing."),
        (PLAIN.to_json().replace('"count":1', '"count":"x"'), 'people[0].count: "x" is no whole number.'),
        (PLAIN.to_json().replace('"count":1', '"count":true'), "people[0].count: true is no whole number."),
        (PLAIN.to_json().replace('"count"', '"size"'), "people[0].size: nothing has this name."),
        (PLAIN.to_json().replace("[[0,2]]", "[[0]]"), "people[0].votes[0]: [0] does not have 2 entries."),
        (PLAIN.to_json().replace("[[0,2]]", "7"), "people[0].votes: 7 is no list."),
        (
            PLAIN.to_json().replace("problem-1", "problem-9"),
            "This is no hackathon-problem-1 file: its format is 'hackathon-problem-9'.",
        ),
    ],
)
def test_a_file_that_is_no_problem_is_refused(text: str, words: str) -> None:
    with pytest.raises(BadProblem) as refusal:
        Problem.from_json(text)

    assert str(refusal.value) == words


def test_the_digest_follows_every_change() -> None:
    assert Problem.from_json(PLAIN.to_json()).digest == PLAIN.digest
    assert replace(PLAIN, hard_clash=True).digest != PLAIN.digest
