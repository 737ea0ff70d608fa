"""How well the planner does on a folder of problems: cost, bound, time and memory for each."""

import json
import os
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import click

from hackathon.cli.planner import FILE, problem_in
from hackathon.planner.errors import BadProblem
from hackathon.planner.model.solution import Moment, Solution
from hackathon.planner.verification.verify import verify

SOLVE = "from hackathon.cli import main; main()"
RECOUNT = 5
"""The seconds that the recount of a bound may take here; `verify` takes more."""
KIBIBYTE = 1024
"""The system counts the greatest memory of a process in units of 1024 bytes."""
HEAD = (
    f"{'problem':18}{'status':>11}{'cost':>9}{'bound':>9}{'gap':>8}{'to best':>9}{'to proof':>9}"
    f"{'run':>8}{'CPU':>8}{'MiB':>7}"
)
HEAD_AGAINST = f"{'best seen':>11}{'ours':>10}{'bound seen':>12}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """What one problem came to, in seconds of the run and MiB.

    `first`, `to_best` and `to_proof` are when the first agenda was found, the best one, and when
    cost and bound met. `processor` and `memory` are those of the process, its start counted too.
    `refused` is what a recount says against the solution, `recounted` whether it held the bound too.
    """

    name: str
    status: str
    cost: int | None
    bound: int | None
    loss: int | None
    gap: float | None
    first: float | None
    to_best: float | None
    to_proof: float | None
    seconds: float
    processor: float
    memory: int
    recounted: bool
    refused: str
    best_seen: int | None = None
    bound_seen: int | None = None

    def words(self) -> str:
        """Return the row of the table."""
        gap = "-" if self.gap is None else f"{100 * self.gap:.2f} %"
        said = (
            f"{self.name:18}{self.status:>11}{_shown(self.cost):>9}{_shown(self.bound):>9}{gap:>8}"
            f"{_shown(self.to_best):>9}{_shown(self.to_proof):>9}{self.seconds:8.1f}{self.processor:8.1f}"
            f"{self.memory:7}"
        )
        if self.best_seen is not None:
            said += f"{self.best_seen:11}{self._against():>10}{_shown(self.bound_seen):>12}"
        return f"{said}  REFUSED: {self.refused}" if self.refused else said

    def _against(self) -> str:
        """Return how far our cost lies above the best that was seen, or below it."""
        if self.cost is None:
            return "-"
        if not self.best_seen:
            return f"+{self.cost}"
        return f"{100 * (self.cost / self.best_seen - 1):+.1f} %"


@click.command()
@click.argument("folder", type=click.Path(exists=True, path_type=Path))
@click.option("--seconds", type=click.FloatRange(0), default=10.0, show_default=True, help="Per problem.")
@click.option("--workers", type=click.IntRange(1, 64), default=os.cpu_count() or 1, show_default=True)
@click.option("--seed", type=int, default=0, show_default=True, help="Where the search starts.")
@click.option("--against", type=FILE, help="A file with the best known results, for comparison.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")
def planner(
    folder: Path, seconds: float, workers: int, seed: int, against: Path | None, as_json: bool
) -> None:
    """Solve every problem file in FOLDER, each in a separate process, and print the results.

    FOLDER may also be a single file. Reads both formats of `solve`, and subfolders too.
    """
    options = ["--seconds", str(seconds), "--workers", str(workers), "--seed", str(seed)]
    seen = _seen(against)
    files = [file for file in _problems(folder) if file != against]
    if not files:
        raise BadProblem(f"{folder} holds no problem file (*.json).")
    if not as_json:
        click.echo(HEAD + (HEAD_AGAINST if against else ""))
    rows = []
    for file in files:
        rows.append(_measured(file, options, seen.get(file.stem, {})))
        if not as_json:
            click.echo(rows[-1].words())
    if as_json:
        limits = {"seconds": seconds, "workers": workers, "seed": seed}
        click.echo(json.dumps({**limits, "problems": [asdict(row) for row in rows]}))
    if any(row.refused for row in rows):
        raise BadProblem("A recount refused a solution; see the table.")


def _problems(folder: Path) -> list[Path]:
    """Return the problem files, those that a run wrote aside left out."""
    if folder.is_file():
        return [folder]
    return sorted(file for file in folder.rglob("*.json") if file.name != "reference.json")


def _seen(file: Path | None) -> dict[str, dict[str, Any]]:
    """Return what the reference says of each problem, by name."""
    if file is None:
        return {}
    try:
        found = json.loads(file.read_text(encoding="utf-8"))
    except ValueError as error:
        raise BadProblem(f"{file.name} is no JSON document: {error}.") from error
    if not isinstance(found, dict) or not all(isinstance(each, dict) for each in found.values()):
        raise BadProblem(f"{file.name} is no reference: it must name what was seen of each problem.")
    return found


def _measured(file: Path, options: list[str], seen: dict[str, Any]) -> Row:
    with tempfile.TemporaryDirectory(prefix="hackathon-bench-") as name:
        out = Path(name) / "solution.json"
        command = [sys.executable, "-c", SOLVE, "solve", str(file), *options, "-o", str(out)]
        _, _, used = os.wait4(os.posix_spawn(sys.executable, command, os.environ), 0)
        if not out.exists():
            raise BadProblem(f"{file.name} was not solved; the lines above say why.")
        solution = Solution.from_json(out.read_text(encoding="utf-8"))
    ends = time.monotonic() + RECOUNT
    verdict = verify(problem_in(file), solution, lambda: time.monotonic() > ends)
    known = seen.get("known_optimum")
    return Row(
        name=file.stem,
        status=solution.status,
        cost=solution.cost,
        bound=solution.bound,
        loss=solution.loss,
        gap=_gap(solution),
        first=_first(solution, lambda moment: moment.cost is not None),
        to_best=_first(solution, lambda moment: moment.cost == solution.cost is not None),
        to_proof=_first(solution, lambda moment: moment.cost == moment.bound is not None),
        seconds=solution.seconds,
        processor=round(used.ru_utime + used.ru_stime, 2),
        memory=round(used.ru_maxrss / KIBIBYTE),
        recounted=verdict.bound.is_recounted,
        refused=" ".join(verdict.refuted),
        best_seen=seen.get("best_seen") if known is None else known,
        bound_seen=seen.get("bound"),
    )


def _first(solution: Solution, holds: Callable[[Moment], bool]) -> float | None:
    """Return the seconds at which that first held."""
    return next((moment.seconds for moment in solution.history if holds(moment)), None)


def _gap(solution: Solution) -> float | None:
    if solution.cost is None or solution.bound is None:
        return None
    return (solution.cost - solution.bound) / solution.cost if solution.cost else 0.0


def _shown(value: float | None) -> str:
    if value is None:
        return "-"
    return f"{value:.2f}" if isinstance(value, float) else str(value)
