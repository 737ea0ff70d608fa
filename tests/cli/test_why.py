"""`hackathon why`: what every other place would cost a session of a solution file."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from hackathon.cli import main
from hackathon.planner.model.problem import Person, Problem, Room, Slot, Topic

PROBLEM = Problem(
    slots=(Slot(), Slot()),
    rooms=(Room(key=1, name="Hall", capacity=9), Room(key=2, name="Attic", capacity=0)),
    topics=(Topic(key=3, title="Arm", contacts=(0,)), Topic(key=4, title="Docs")),
    people=(Person(key=1, name="Lars", away=(1,)), Person(key=2, name="Wei", votes=((0, 4), (1, 2)))),
)
SOLUTION = {
    "status": "optimal", "cost": 0, "bound": 0, "loss": 0, "start": [0, 1], "room": [0, 0],
}  # fmt: skip


@pytest.fixture
def files(tmp_path: Path) -> list[str]:
    """Return the names of a problem file and of a solution file."""
    names = [tmp_path / "problem.json", tmp_path / "solution.json"]
    names[0].write_text(PROBLEM.to_json(), encoding="utf-8")
    names[1].write_text(json.dumps(SOLUTION), encoding="utf-8")
    return [str(name) for name in names]


def why(*words: str) -> Result:
    return CliRunner().invoke(main, ["why", *words], catch_exceptions=False)


def test_every_place_is_told_with_its_price_or_the_rule_against_it(files: list[str]) -> None:
    assert why(*files, "4").stdout.splitlines() == [
        "“Docs”, and what the agenda would cost if only this session moved:",
        "  slot 0, Hall: no, “Arm” is there",
        "  slot 0, Attic: +21",
        "  slot 1, Hall: here",
        "  slot 1, Attic: +1",
        "  left out: +20",
        "Want it and can't attend: nobody.",
    ]


def test_as_json_each_place_has_its_numbers(files: list[str]) -> None:
    found = json.loads(why(*files, "3", "--json").stdout)

    assert [each["reasons"] for each in found["places"]][2] == ["Lars is away", "“Docs” is there"]
    assert found["leaving"] == 40


def test_a_topic_that_is_not_there_is_refused(files: list[str]) -> None:
    result = why(*files, "9")

    assert (result.exit_code, result.stderr) == (1, "There is no topic 9 in problem.json.\n")


def test_a_solution_of_something_else_is_refused(files: list[str]) -> None:
    Path(files[1]).write_text(json.dumps({**SOLUTION, "start": [0, 0]}), encoding="utf-8")

    assert "is not an agenda for problem.json" in why(*files, "3").stderr
