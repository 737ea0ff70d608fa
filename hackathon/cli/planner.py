"""Commands that plan an event, and solve and verify problem files."""

import json
import math
import os
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from hackathon.cli.context import find_event_to_change, now, with_database
from hackathon.core.errors import NotReady
from hackathon.core.text.files import one_line
from hackathon.planner import solve as solver
from hackathon.planner.errors import BadProblem
from hackathon.planner.explanation import conflict
from hackathon.planner.explanation.messages import verdict
from hackathon.planner.limits import LARGEST_SEED, Limits
from hackathon.planner.model import schedbench
from hackathon.planner.model.problem import Problem
from hackathon.planner.model.rules import clock
from hackathon.planner.model.second_runs import is_second, titled
from hackathon.planner.model.solution import Solution
from hackathon.planner.progress import Progress
from hackathon.planner.verification import verify as verifier
from hackathon.planner.verification.verify import Confirmation
from hackathon.planning.problem.messages import solution_summary
from hackathon.planning.problem.obstacle_messages import obstacle_lines
from hackathon.planning.runs import jobs as job
from hackathon.planning.runs import services as planning

EXIT_STATUS = {
    Confirmation.CONFIRMED: 0,
    Confirmation.REFUTED: 1,
    Confirmation.EXCEPT_BOUND: 3,
    Confirmation.NOT_CONFIRMED: 4,
}
"""The exit statuses of `verify`; 2 is that of wrong usage."""

FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


class Seconds(click.FloatRange):
    """A time in seconds; "nan" and "inf" are floats, but not times."""

    name = "seconds"

    def __init__(self) -> None:
        super().__init__(0)

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> float:  # noqa: ANN401 -- as click declares it
        """Return the given number."""
        found = float(super().convert(value, param, ctx))
        if not math.isfinite(found):
            self.fail(f"{value} is not a number of seconds.", param, ctx)
        return found


class Output(click.Path):
    """A file to write to; it may be new, but its folder must exist."""

    def __init__(self) -> None:
        super().__init__(dir_okay=False, writable=True, path_type=Path)

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:  # noqa: ANN401 -- as click declares it
        """Return the given path."""
        found = Path(os.fsdecode(super().convert(value, param, ctx)))
        if not found.parent.is_dir():
            self.fail(f"There is no folder {found.parent}. Create it first.", param, ctx)
        return found


def with_limits(command: Callable[..., None]) -> Callable[..., None]:
    """Add the options that limit a run."""
    for option in (
        click.option(
            "--seed",
            type=click.IntRange(0, LARGEST_SEED),
            default=0,
            show_default=True,
            help="Random seed.",
        ),
        click.option("--workers", type=click.IntRange(1, 64), default=1, show_default=True),
        click.option("--steps", type=click.IntRange(0), help="Limit the search by steps instead of time."),
        click.option("--seconds", type=Seconds(), default=10.0, show_default=True),
    ):
        command = option(command)
    return command


@click.command()
@click.argument("event")
@with_limits
@click.option("--save-problem", type=Output(), help="Also write the problem to this file.")
@click.option("--json", "as_json", is_flag=True, help="Print the result as one JSON document.")
@with_database
def plan(
    event: str,
    seconds: float,
    steps: int | None,
    workers: int,
    seed: int,
    save_problem: Path | None,
    as_json: bool,
) -> None:
    """Plan EVENT from its votes and make the result its current draft."""
    limits = Limits(seconds=seconds, steps=steps, seed=seed, workers=workers)
    run = planning.queue(event=find_event_to_change(event), limits=limits, by=None, now=now())
    job.perform(run, tell=_tell)
    if save_problem and run.problem:
        save_problem.write_text(run.problem, encoding="utf-8")
    if run.fault or run.problem is None or run.solution is None:
        raise NotReady(run.fault or "The worker has taken this run. Look at the schedule page.")
    problem, solution = Problem.from_json(run.problem), Solution.from_json(run.solution)
    if as_json:
        click.echo(_named(problem, solution))
    else:
        click.echo(solution_summary(problem, solution))
        if solution.is_agenda:
            click.echo(f"Details: {verdict(solution)}")
    _tell_obstacles(problem, solution, zone=run.event.zone)
    if not solution.is_agenda:
        raise click.exceptions.Exit(1)


@click.command()
@click.argument("problem", type=FILE)
@with_limits
@click.option("-o", "--output", type=Output(), help="Write the solution to this file.")
def solve(
    problem: Path, seconds: float, steps: int | None, workers: int, seed: int, output: Path | None
) -> None:
    """Solve the problem file PROBLEM; also reads the schedbench-1 format."""
    asked = problem_in(problem)
    solution = solver.solve(
        asked,
        seconds=None if steps is not None else seconds,
        steps=steps,
        workers=workers,
        seed=seed,
        on_progress=_tell,
    )
    solution = conflict.explained(asked, solution)
    if output:
        output.write_text(solution.to_json() + "\n", encoding="utf-8")
    else:
        click.echo(solution.to_json())
    _tell_obstacles(asked, solution)
    if not solution.is_agenda:
        raise click.exceptions.Exit(1)


@click.command()
@click.argument("problem", type=FILE)
@click.argument("solution", type=FILE)
@click.option(
    "--seconds", type=Seconds(), default=60.0, show_default=True, help="Seconds to spend on the bound."
)
def verify(problem: Path, solution: Path, seconds: float) -> None:
    """Check SOLUTION against PROBLEM with independent code.

    The output begins with the verdict, which also sets the exit status: Confirmed (0), Confirmed except the
    bound (3), Not confirmed (4), Refuted (1).
    """
    ends = time.monotonic() + seconds
    given = Solution.from_json(_text(solution))
    verdict = verifier.verify(problem_in(problem), given, lambda: time.monotonic() > ends)
    if verdict.is_refuted:
        raise BadProblem(verdict.summary())
    click.echo(one_line(verdict.summary()))
    raise click.exceptions.Exit(EXIT_STATUS[verdict.confirmation])


def problem_in(file: Path) -> Problem:
    """Read a problem file of either format."""
    return schedbench.load(_text(file))


def _text(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        raise BadProblem(
            f"{file.name} is not UTF-8 text, so it can't be a problem or solution file."
        ) from error


def _tell(progress: Progress) -> None:
    """Show the progress on standard error, if that is a terminal."""
    if sys.stderr.isatty():
        cost = "no agenda yet" if progress.cost is None else f"cost {progress.cost}"
        bound = "" if progress.bound is None else f", not below {progress.bound}"
        click.echo(f"\r{progress.seconds:5.1f} s  {cost}{bound}   ", nl=False, err=True)


def _tell_obstacles(problem: Problem, solution: Solution, *, zone: str | None = None) -> None:
    """Print to standard error why some topics are not placed, with times in the zone (UTC without one)."""
    for line in obstacle_lines(problem, solution, clock(problem, zone)):
        click.echo(one_line(line), err=True)


def _named(problem: Problem, solution: Solution) -> str:
    """Return the solution as JSON, with topics, slots and rooms by name."""
    document: dict[str, Any] = json.loads(solution.to_json())
    document["sessions"] = [
        {
            "topic": abs(topic.key),
            "title": topic.title,
            "slot": problem.slots[solution.start[at]].starts if solution.start[at] >= 0 else None,
            "room": problem.rooms[solution.room[at]].name if solution.room[at] >= 0 else None,
        }
        for at, topic in enumerate(titled(problem, solution.placement).topics)
        # A second run is only mentioned if it was needed.
        if solution.start[at] >= 0 or not is_second(problem, at)
    ]
    return json.dumps(document, ensure_ascii=False)
