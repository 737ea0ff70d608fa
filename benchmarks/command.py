"""How fast it is on this machine: pages against a Flask hello world, paper, memory, start."""

import re
import tempfile
from pathlib import Path

import click

from benchmarks import events as bench_event
from benchmarks import planner as bench_planner
from benchmarks.importing import bench_import
from benchmarks.load_command import bench_load
from benchmarks.mail import bench_mail
from benchmarks.measuring import measure
from benchmarks.results import slower
from benchmarks.schedule import bench_schedule
from hackathon.app import create_app
from hackathon.config import Settings
from hackathon.core.database import schema

EXISTING_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.group()
def bench() -> None:
    """Measure performance on this machine."""


bench.add_command(bench_import)
bench.add_command(bench_load)
bench.add_command(bench_mail)

bench.add_command(bench_planner.planner)
bench.add_command(bench_schedule)


@bench.command()
@click.option("--seconds", type=click.FloatRange(0.2, 60), default=2.0, show_default=True, help="Per page.")
@click.option("--growth", is_flag=True, help="Also measure at ten times the size; takes minutes to prepare.")
@click.option("--only", default="", metavar="PATTERN", help="Measure only pages whose name matches.")
@click.option("--json", "json_file", type=click.Path(dir_okay=False, path_type=Path), help="Also write JSON.")
def pages(seconds: float, growth: bool, only: str, json_file: Path | None) -> None:
    """Serve generated events from a temporary folder; measure pages, votes, PDF, memory and startup.

    TMPDIR chooses the folder; the number of votes per second depends on its disk.
    """
    sizes = [bench_event.BIG, *([bench_event.HUGE] if growth else [])]
    with (
        tempfile.TemporaryDirectory(prefix="hackathon-bench-") as name,
        create_app(Settings.load({}, instance=name)).app_context(),
    ):
        schema.upgrade()
        found = measure(Path(name), sizes, seconds=seconds, only=re.compile(only))
    click.echo("\n".join(found.lines()))
    if json_file is not None:
        json_file.write_text(found.to_json(), encoding="utf-8")


@bench.command()
@click.argument("before", type=EXISTING_FILE)
@click.argument("after", type=EXISTING_FILE)
def compare(before: Path, after: Path) -> None:
    """List what costs over 15 % more in the second of two runs written with --json.

    Exits with 1 if there is anything to list.
    """
    lines = slower(before.read_text(encoding="utf-8"), after.read_text(encoding="utf-8"))
    click.echo("\n".join(lines) or "Nothing got slower by more than 15 %.")
    if lines:
        raise SystemExit(1)
