"""Problem files that are odd, broken or none: `solve` answers each in words, and never falls over."""

import json
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from hackathon.cli import main
from hackathon.domain.scheduling.problem import Multipliers, Person, Problem, Room, Slot, Topic

ARM, DOCS = Topic(key=1, title="Arm"), Topic(key=2, title="Docs")
LARS = Person(key=7, name="Lars", votes=((0, 4), (1, 2)))
PLAIN = Problem(
    slots=(Slot(), Slot()), rooms=(Room(key=1, name="Hall", capacity=9),), topics=(ARM, DOCS), people=(LARS,)
)


def solve(tmp_path: Path, content: bytes) -> Result:
    file = tmp_path / "problem.json"
    file.write_bytes(content)
    return CliRunner().invoke(main, ["solve", "--seconds", "1", str(file)], catch_exceptions=False)


def with_text(old: str, new: str) -> bytes:
    text = PLAIN.to_json()
    assert old in text
    return text.replace(old, new).encode()


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "This is no JSON document"),
        (b"\xff\xfe\x00", "problem.json is no text in UTF-8, so it is no problem or solution file."),
        (b"[" * 100_000, "This is no JSON document"),
        (b"[]", "This JSON document holds no object at its top."),
        (b"{}", "slots: this is missing."),
        (b'{"format": "schedbench-1"}', "slots: this is missing."),
        (
            with_text('"order":[]', '"order":[[0,1],[1,0]]'),
            "The order runs in a circle through topic 1 'Arm', topic 2 'Docs'.",
        ),
        (with_text("[0,4]", "[0,-4]"), "A vote of person 7 'Lars' for topic 0 weighs -4."),
        (with_text("[0,4]", "[0,NaN]"), "people[0].votes[0][1]: NaN is no whole number."),
        (with_text("[0,4]", "[0,1" + "0" * 30 + "]"), "The weights, counts and multipliers are too large"),
        (with_text("[0,4]", "[0,1" + "0" * 5000 + "]"), "This is no JSON document"),
        (with_text("[0,4]", "[5,4]"), "The votes of person 7 'Lars' name number 5; there are 2, from 0."),
        (with_text("[0,4]", "[1,4]"), "The votes of person 7 'Lars' name number 1 twice."),
        (with_text('"loss":10', '"loss":-10'), "A cost multiplier is below 0."),
    ],
    ids=lambda value: str(value)[:40],
)
def test_what_is_no_problem_is_refused_in_one_line_that_names_the_culprit(
    tmp_path: Path, content: bytes, words: str
) -> None:
    result = solve(tmp_path, content)

    assert (result.exit_code, result.stdout) == (1, "")
    assert len(result.stderr.splitlines()) == 1
    assert words in result.stderr


TEN = tuple(Topic(key=at) for at in range(10))


@pytest.mark.parametrize(
    ("problem", "numbers"),
    [
        (replace(PLAIN, people=()), ("optimal", 0)),
        (replace(PLAIN, people=(replace(LARS, votes=((0, 0), (1, 0))),)), ("optimal", 0)),
        (replace(PLAIN, multipliers=Multipliers(loss=0, seat=0, change=0)), ("optimal", 0)),
        (replace(PLAIN, rooms=()), ("optimal", 6)),
        (replace(PLAIN, slots=()), ("optimal", 6)),
        (replace(PLAIN, topics=(), people=()), ("optimal", 0)),
        (replace(PLAIN, people=(replace(LARS, votes=((0, 10**10), (1, 1))),)), ("optimal", 0)),
        (
            # Ten votes and two slots: eight of them are lost whatever is done.
            replace(PLAIN, topics=TEN, people=(Person(key=1, votes=tuple((at, 1) for at in range(10))),)),
            ("optimal", 8),
        ),
        (replace(PLAIN, topics=(replace(ARM, length=10**6), DOCS)), ("optimal", 4)),
        (replace(PLAIN, topics=(replace(ARM, contacts=(0,)), DOCS), people=(replace(LARS, away=(0, 1)),)),
         ("optimal", 6)),
    ],
)  # fmt: skip
def test_what_is_odd_still_gets_a_sensible_agenda(
    tmp_path: Path, problem: Problem, numbers: tuple[str, int]
) -> None:
    result = solve(tmp_path, problem.to_json().encode())

    answer = json.loads(result.stdout)
    assert result.exit_code == 0
    assert (answer["status"], answer["loss"]) == numbers


BOTH = (replace(ARM, required=True), replace(DOCS, required=True))
PINNED = tuple(Topic(key=at, title=f"Talk {at}", starts=(0,), room=0, required=True) for at in range(2))


@pytest.mark.parametrize(
    ("problem", "culprit"),
    [
        (replace(PLAIN, topics=PINNED), "“Talk 1” is pinned to slot 0."),
        (
            replace(PLAIN, topics=(replace(ARM, length=3, required=True), DOCS)),
            "“Arm” takes 3 slots, without a break and on one day.",
        ),
        (
            replace(
                PLAIN,
                topics=(replace(ARM, contacts=(0,), required=True), DOCS),
                people=(replace(LARS, away=(0, 1)),),
            ),
            "Lars, who runs “Arm”, is away throughout.",
        ),
        (replace(PLAIN, rooms=(), topics=(replace(ARM, required=True), DOCS)), "There is no room."),
        (
            replace(PLAIN, slots=(), topics=(replace(ARM, required=True), DOCS)),
            "There is no slot to hold a session.",
        ),
        (
            replace(PLAIN, topics=BOTH, order=((0, 1),), slots=(Slot(),)),
            "“Docs” comes after “Arm”.",
        ),
    ],
)  # fmt: skip
def test_what_cannot_be_is_said_with_the_rules_in_the_way(
    tmp_path: Path, problem: Problem, culprit: str
) -> None:
    result = solve(tmp_path, problem.to_json().encode())

    answer = json.loads(result.stdout)
    assert result.exit_code == 1
    assert answer["status"] == "infeasible"
    assert culprit in [each["rule"] for each in answer["obstacles"]]
    assert f"- {culprit}" in result.stderr
