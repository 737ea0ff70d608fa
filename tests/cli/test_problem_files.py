"""Problem files that are odd, broken or none: `solve` answers each in words, and never falls over."""

import json
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from hackathon.cli import main
from hackathon.planner.model.problem import Multipliers, Person, Problem, Room, Slot, Topic

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
        (b"\xff\xfe\x00", "problem.json is not UTF-8 text, so it can't be a problem or solution file."),
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
        (with_text('"topics":', '"topics":[],"topics":'), "topics: one object says this twice."),
        (with_text("[[0,4],[1,2]]", "[" + ",".join(["[0,4]"] * 10) + "]"), "name number 0 twice."),
        (with_text("Lars", "\\ud800"), "people[0].name: this text holds half a character."),
        (with_text('"length":1', '"length":1.5'), "topics[0].length: 1.5 is no whole number."),
        (with_text('"length":1', '"length":"1"'), 'topics[0].length: "1" is no whole number.'),
        (
            with_text('"length":1', '"length":0'),
            "The length of topic 1 'Arm' is 0; it must be 1 slot or more.",
        ),
        (with_text('"min_capacity":0', '"min_capacity":-1'), "The seats that topic 1 'Arm' needs are -1."),
        (with_text("[0,4]", "[0,1e400]"), "people[0].votes[0][1]: Infinity is no whole number."),
        (with_text('"order":[]', '"order":' + "[" * 800 + "]" * 800), "does not have 2 entries."),
        (with_text("problem-1", "solution-1"), "its format is 'hackathon-solution-1'."),
        (with_text("Arm", "Arm\\u001b[31m\\n").replace(b'"order":[]', b'"order":[[0,0]]'), "'Arm[31m '."),
        (
            with_text('"count":1', '"count":1' + "0" * 18),
            "the largest is the count of person 7 'Lars', 1000000000000000000.",
        ),
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
            "“Arm” takes 3 slots on one day, without a break in between.",
        ),
        (
            replace(
                PLAIN,
                topics=(replace(ARM, contacts=(0,), required=True), DOCS),
                people=(replace(LARS, away=(0, 1)),),
            ),
            "Lars, who runs “Arm”, is away the whole time.",
        ),
        (replace(PLAIN, rooms=(), topics=(replace(ARM, required=True), DOCS)), "There are no rooms."),
        (
            replace(PLAIN, slots=(), topics=(replace(ARM, required=True), DOCS)),
            "There are no slots for sessions.",
        ),
        (
            replace(PLAIN, topics=BOTH, order=((0, 1),), slots=(Slot(),)),
            "“Docs” must come after “Arm”.",
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
    assert all(each["rules"] for each in answer["obstacles"])
    assert f"- {culprit}" in result.stderr


def test_a_mark_of_byte_order_is_no_hindrance(tmp_path: Path) -> None:
    assert solve(tmp_path, b"\xef\xbb\xbf" + PLAIN.to_json().encode()).exit_code == 0


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (["--seconds", "nan"], "nan is not a number of seconds."),
        (["--seconds", "inf"], "inf is not a number of seconds."),
        (["--seconds", "-1"], "not in the range"),
        (["--seed", "-1"], "not in the range"),
        (["--seed", "99999999999"], "not in the range"),
        (["--workers", "0"], "not in the range"),
        (["--steps", "-1"], "not in the range"),
        (["-o", "no/such/folder.json"], "There is no folder no/such. Create it first."),
    ],
    ids=" ".join,
)
def test_wrong_use_is_said_before_anything_is_solved(tmp_path: Path, options: list[str], words: str) -> None:
    file = tmp_path / "problem.json"
    file.write_text(PLAIN.to_json())

    result = CliRunner().invoke(main, ["solve", *options, str(file)], catch_exceptions=False)

    assert result.exit_code == 2
    assert words in " ".join(result.stderr.split())


def verified(tmp_path: Path, **changes: object) -> Result:
    """Verify a solution of the plain problem, some of which is altered."""
    document = json.loads(solve(tmp_path, PLAIN.to_json().encode()).stdout)
    file = tmp_path / "solution.json"
    file.write_text(json.dumps({**document, **changes}))
    return CliRunner().invoke(
        main, ["verify", str(tmp_path / "problem.json"), str(file)], catch_exceptions=False
    )


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"start": [99, 0]}, "Topic 1 (Arm) is placed outside the timetable."),
        ({"start": [10**30, 0]}, "Topic 1 (Arm) is placed outside the timetable."),
        ({"start": [0]}, "The agenda places 1 topics, the problem has 2."),
        ({"start": [0.5, 0]}, "start[0]: 0.5 is no whole number."),
        ({"cost": None}, "The cost: None stated, 0 counted."),
        ({"bound": -5}, "'optimal' is claimed, but the bound of -5 does not meet the cost."),
        ({"loss_bound": 1}, "The bound of 1 on loss lies above the counted loss of 0."),
        ({"loss_prices": {"scale": "x", "topics": []}}, 'loss_prices.scale: "x" is no whole number.'),
        ({"seconds": float("nan")}, "seconds: NaN is no number."),
        ({"status": "perfect"}, "'perfect' is not a status."),
        ({"format": "hackathon-problem-1"}, "This is no hackathon-solution-1 file"),
        ({"problem": "0" * 64}, "The solution belongs to another problem"),
    ],
    ids=lambda value: str(value)[:40],
)
def test_a_solution_that_is_none_or_was_altered_is_refused_in_one_line(
    tmp_path: Path, changes: dict[str, object], words: str
) -> None:
    result = verified(tmp_path, **changes)

    assert (result.exit_code, result.stdout) == (1, "")
    assert len(result.stderr.splitlines()) == 1
    assert words in result.stderr


@pytest.mark.parametrize(
    "prices",
    [
        {"scale": 0, "topics": [0, 0]},
        {"scale": -3, "topics": [0, 0]},
        {"scale": 1, "topics": [1]},
        {"scale": 10**40, "topics": [10**40, 10**40]},
    ],
    ids=str,
)
def test_prices_that_prove_nothing_do_no_harm(tmp_path: Path, prices: dict[str, object]) -> None:
    assert verified(tmp_path, prices=prices, loss_bound=0, loss_prices=prices).exit_code == 0
