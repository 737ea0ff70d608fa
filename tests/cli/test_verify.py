"""The exit status of `verify` and its first words say how far a solution is confirmed."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from hackathon.cli import main
from hackathon.planner.model.problem import Person, Problem, Room, Slot, Topic

# Of every two topics somebody wants both, so that a bound above 0 needs a proof.
CROSSED = Problem(
    slots=(Slot(), Slot()),
    rooms=(Room(key=1, name="Hall", capacity=9), Room(key=2, name="Attic", capacity=9)),
    topics=tuple(Topic(key=key, required=True) for key in range(4)),
    people=tuple(Person(key=4 * a + b, votes=((a, 1), (b, 1))) for a in range(4) for b in range(a)),
)
IMPOSSIBLE = Problem(
    slots=(Slot(),), rooms=(), topics=(Topic(key=1, required=True),), people=(Person(key=1),)
)


def run(*words: str) -> Result:
    return CliRunner().invoke(main, list(words), catch_exceptions=False)


def verified(tmp_path: Path, problem: Problem, /, **changes: object) -> Result:
    """Solve a problem, change the solution file, and verify it."""
    asked, answer = tmp_path / "problem.json", tmp_path / "solution.json"
    asked.write_text(problem.to_json(), encoding="utf-8")
    run("solve", str(asked), "--steps", "50", "-o", str(answer))
    answer.write_text(json.dumps({**json.loads(answer.read_text()), **changes}), encoding="utf-8")
    return run("verify", str(asked), str(answer))


@pytest.mark.parametrize(
    ("changes", "status", "words"),
    [
        ({}, 0, "Confirmed: "),
        ({"proof": "patterns", "prices": None}, 3, "Confirmed except the bound: "),
        ({"proof": None, "prices": None}, 3, "Confirmed except the bound: "),
        ({"proof": "floor", "prices": None}, 1, "Refuted: "),
        ({"proof": "whatever"}, 1, "Refuted: "),
        ({"loss": 0}, 1, "Refuted: "),
        ({"problem": "0" * 64}, 1, "Refuted: "),
        ({"status": "infeasible", "cost": None, "bound": None}, 1, "Refuted: "),
        (
            {"status": "infeasible", "cost": None, "bound": None, "start": [-1] * 4, "room": [-1] * 4},
            4,
            "Not confirmed: ",
        ),
    ],
)
def test_a_solution_is_confirmed_as_far_as_it_is_recounted(
    tmp_path: Path, changes: dict[str, object], status: int, words: str
) -> None:
    result = verified(tmp_path, CROSSED, **changes)

    assert (result.exit_code, result.output.startswith(words)) == (status, True), result.output


def test_a_file_that_names_no_problem_says_so(tmp_path: Path) -> None:
    result = verified(tmp_path, CROSSED, problem="")

    assert result.exit_code == 0
    assert result.stdout.endswith(
        "The solution does not name its problem; it was checked against the one given.\n"
    )


def test_that_there_is_no_agenda_is_confirmed_by_its_conflict(tmp_path: Path) -> None:
    proven, claimed = verified(tmp_path, IMPOSSIBLE), verified(tmp_path, IMPOSSIBLE, conflict=[])

    assert (proven.exit_code, proven.stdout) == (
        0,
        "Confirmed: the rules of the conflict cannot hold together, so there is no agenda.\n",
    )
    assert (claimed.exit_code, claimed.stdout.split(":")[0]) == (4, "Not confirmed")


def test_a_conflict_of_unknown_rules_is_no_solution_file(tmp_path: Path) -> None:
    result = verified(tmp_path, IMPOSSIBLE, conflict=[{"kind": "luck", "of": [0]}])

    assert result.exit_code == 1
    assert result.stderr.startswith('conflict[0].kind: "luck" is none of placed, length, ')
