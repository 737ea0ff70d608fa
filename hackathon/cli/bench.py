"""How fast it is on this machine: pages against a Flask hello world, paper, memory, start."""

import os
import platform
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from http.client import HTTPConnection
from pathlib import Path
from typing import Any

import click
from flask import current_app
from sqlalchemy import event as listening
from sqlalchemy import select

from hackathon.app import create_app
from hackathon.cli import bench_asks, bench_event, bench_planner, bench_servers, load
from hackathon.cli.bench_import import bench_import
from hackathon.cli.bench_mail import bench_mail
from hackathon.cli.bench_servers import Running
from hackathon.cli.context import find_event
from hackathon.cli.load import Ask, Speed
from hackathon.config import Settings
from hackathon.extensions import db
from hackathon.models import Event, Revision
from hackathon.services import revision_files, schema

VOTERS = 200
VOTES_EACH = 5
PACE = 4.0
"""Seconds between two votes of one person."""
HEAD = f"{'page':34}" + "".join(
    f"{name:>9}" for name in ("a second", "hello/it", "CPU ms", "p50 ms", "p99 ms", "kB sent", "SQL")
)


@click.group()
def bench() -> None:
    """Measure how fast it is on this machine."""


bench.add_command(bench_import)
bench.add_command(bench_mail)

bench.add_command(bench_planner.planner)


@bench.command()
@click.option("--seconds", type=click.FloatRange(1, 60), default=3.0, show_default=True, help="Per page.")
def pages(seconds: float) -> None:
    """Serve generated events from a throw-away folder; measure pages, votes, paper, memory, start.

    The folder is made where TMPDIR says: how many votes a second are kept hangs on its disk.
    """
    click.echo(f"{platform.platform()}, {os.cpu_count()} cores, Python {platform.python_version()}")
    with tempfile.TemporaryDirectory(prefix="hackathon-bench-") as name:
        folder = Path(name)
        with create_app(Settings.load({}, instance=name)).app_context():
            schema.upgrade()
            # The first sheet in a process pays for loading WeasyPrint and its fonts, the others do not.
            for size in (replace(bench_event.SMALL, slug="first"), bench_event.SMALL, bench_event.BIG):
                with _timed(f"{size.slug}: seeded and published"):
                    bench_event.seed_and_publish(size)
                _print_agenda(size.slug)
            with _timed(f"{bench_event.LONG.slug}: seeded"):
                bench_event.seed(bench_event.LONG, datetime.now(UTC))
            _compare(folder, seconds)
            db.engine.dispose()
        for which in bench_servers.FIRST_ANSWER:
            took = bench_servers.first_answer(which, folder)
            click.echo(f"{which}: {took:.2f} s from the start of Python to the first answer")


def _print_agenda(slug: str) -> None:
    revision = db.session.scalars(select(Revision).join(Event).where(Event.slug == slug)).one()
    with _timed(f"{slug}: agenda.pdf made"):
        revision_files.make_paper(revision=revision, now=datetime.now(UTC))


def _compare(folder: Path, seconds: float) -> None:
    """Measure a hello world, then our pages, and print a table."""
    click.echo(HEAD)
    with bench_servers.hello(folder) as running:
        table = Table(running=running, seconds=seconds)
        table.measure("hello", Ask(path="/"))
        hello_memory = bench_servers.memory(running.process)
    with bench_servers.ours(folder) as running:
        table.running = running
        for slug in ("small", "big"):
            event = find_event(slug)
            person = bench_asks.attending(event, 1)[0]
            pages = bench_asks.pages(event, person)
            signed_in = bench_asks.pages_of(event, bench_asks.sign_in(running.port, person))
            for name, ask in {**pages, **signed_in, **bench_asks.again(running.port, pages)}.items():
                table.measure(f"{name}, {slug}", ask)
        for name, ask in bench_asks.lists(find_event(bench_event.LONG.slug)).items():
            table.measure(f"{name}, {bench_event.LONG.topics} topics", ask)
        table.measure_votes(find_event("big"))
        our_memory = bench_servers.memory(running.process)
    for name, (seen, shared) in (("hello", hello_memory), ("ours", our_memory)):
        click.echo(f"{name}: a web worker has {seen:.0f} MiB (RSS), {shared:.0f} MiB (PSS)")


@dataclass(kw_only=True)
class Table:
    """Measures the server that is running, a row for each request; all are compared with the first."""

    running: Running
    seconds: float
    first: Speed | None = None

    def measure(self, name: str, ask: Ask) -> None:
        """Measure one request."""
        _, body = load.answer(HTTPConnection("127.0.0.1", self.running.port), ask)
        self._row(name, [ask], lambda: load.hurry(self.running.port, [ask], self.seconds), len(body))

    def measure_votes(self, event: Event) -> None:
        """Measure votes: as many as are kept, then at the pace of people."""
        port = self.running.port
        voters = [bench_asks.sign_in(port, person) for person in bench_asks.attending(event, VOTERS)]
        votes = [bench_asks.votes(event, voter, VOTES_EACH) for voter in voters]
        asks = [vote for of_one in votes for vote in of_one]
        self._row("vote, in a hurry", asks, lambda: load.hurry(port, asks, self.seconds))
        self._row(f"vote, {VOTERS} people", asks, lambda: load.at_their_pace(port, votes, PACE))

    def _row(self, name: str, asks: Sequence[Ask], measured: Callable[[], Speed], size: int = 0) -> None:
        busy = bench_servers.processor(self.running.process)
        speed = measured()
        busy = (bench_servers.processor(self.running.process) - busy) / speed.answers
        if self.first is None:
            self.first, statements = speed, 0
        else:
            statements = _statements(asks[0])
        ratio = self.first.per_second / speed.per_second
        click.echo(
            f"{name:34}{speed.per_second:9.0f}{ratio:9.1f}{busy * 1000:9.2f}{speed.p50:9.1f}{speed.p99:9.1f}"
            f"{size / 1000:9.1f}{statements:9}"
        )


def _statements(ask: Ask) -> int:
    """Return how many statements a request sends to the database, once a process is warm."""
    # An application of its own, since this one already stands in its context.
    app = create_app(current_app.config["SETTINGS"])
    client = app.test_client(use_cookies=False)
    sent: list[str] = []

    def note(_conn: Any, _cursor: Any, statement: str, *_rest: Any) -> None:  # noqa: ANN401 -- SQLAlchemy's
        if not statement.startswith("BEGIN"):
            sent.append(statement)

    with app.app_context():
        engine = db.engine
    listening.listen(engine, "before_cursor_execute", note)
    for _ in range(2):
        sent.clear()
        client.open(ask.path, method=ask.method, headers=dict(ask.headers), data=ask.body)
    engine.dispose()
    return len(sent)


@contextmanager
def _timed(what: str) -> Iterator[None]:
    begun = time.perf_counter()
    yield
    click.echo(f"{what} in {time.perf_counter() - begun:.2f} s")
