"""Measures the pages of a server that is running, against a hello world in the same run."""

import os
import platform
import re
import statistics
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from http.client import HTTPConnection
from pathlib import Path
from typing import Any

import click
from flask import current_app
from sqlalchemy import event as listening
from sqlalchemy import select

from benchmarks import events as bench_event
from benchmarks import goals, load
from benchmarks import requests as bench_asks
from benchmarks import servers as bench_servers
from benchmarks import writing as bench_writing
from benchmarks.events import Size
from benchmarks.goals import Goal
from benchmarks.load import Ask, Speed
from benchmarks.results import FigureRow, PageRow, Results
from benchmarks.servers import Running
from hackathon.agenda.feeds.services import revision_files
from hackathon.agenda.models import Revision
from hackathon.app import create_app
from hackathon.cli.context import find_event
from hackathon.core.extensions import db
from hackathon.events.models import Event

VOTERS = 200
HELLOS = 6
HELLO_SHARE = 0.25
"""How long the hello world is asked before a page, and after it, as a share of the time for the page."""


def measure(folder: Path, sizes: Sequence[Size], *, seconds: float, only: re.Pattern[str]) -> Results:
    """Seed events of these sizes into the database, serve them, and measure each page for so many seconds.

    Only pages whose name matches `only` are measured; the figures beside them where `only` matches all.
    """
    measures_all = only.match("") is not None
    figures: list[FigureRow] = []
    # The first sheet in a process pays for loading WeasyPrint and its fonts, the others do not.
    papers = (replace(bench_event.SMALL, slug="first"), bench_event.SMALL) if measures_all else ()
    for size in (*papers, *sizes):
        with _timed() as seeded:
            bench_event.seed_and_publish(size)
        click.echo(f"{size.slug}: seeded and published in {seeded():.1f} s", err=True)
    if measures_all:
        figures += [_paper(size) for size in (*papers, *sizes) if size.has_paper]
    with bench_servers.hello(folder) as hello, bench_servers.ours(folder) as running:
        table = Table(hello=hello, running=running, seconds=seconds, only=only)
        for size in sizes:
            table.measure_pages(size)
        table.measure_votes(find_event(bench_event.BIG.slug))
        memory, hello_memory = (bench_servers.memory(server.process)[0] for server in (running, hello))
    if measures_all:
        figures += _beside_the_pages(folder, memory, hello_memory)
    return Results(
        machine=f"{platform.platform()}, {os.cpu_count()} cores, Python {platform.python_version()}",
        load=os.getloadavg()[0],
        hello_ms=statistics.median(table.hellos),
        pages=tuple(table.rows),
        figures=tuple(figures),
    )


def _beside_the_pages(folder: Path, memory: float, hello_memory: float) -> tuple[FigureRow, FigureRow]:
    starts = {which: bench_servers.first_answer(which, folder) for which in bench_servers.FIRST_ANSWER}
    return (
        FigureRow(
            name="web worker (RSS)",
            measured=memory,
            unit="MiB",
            hello=hello_memory,
            goal=goals.WORKER_MEMORY,
        ),
        FigureRow(
            name="start of Python to first answer",
            measured=starts["ours"],
            unit="s",
            hello=starts["hello"],
            goal=goals.FIRST_ANSWER,
        ),
    )


@dataclass(kw_only=True)
class Table:
    """Measures the server that is running: a row for each request, compared with the hello world beside it.

    The hello world is measured again before and after each page, since others may use the machine.
    """

    hello: Running
    running: Running
    seconds: float
    only: re.Pattern[str]
    hellos: list[float] = field(default_factory=list)
    rows: list[PageRow] = field(default_factory=list)

    def measure_pages(self, size: Size) -> None:
        """Measure what visitors, somebody signed in and an organizer look at."""
        event, port = find_event(size.slug), self.running.port
        person, organizer = bench_asks.attending(event, 1)[0], bench_asks.organizer(event)
        visited = bench_asks.pages(event, person)
        signed_in = {
            **bench_asks.pages_of(event, bench_asks.sign_in(port, person)),
            **bench_asks.organizer_pages(event, bench_asks.sign_in(port, organizer)),
        }
        asks = {
            **visited,
            **bench_asks.again(port, visited),
            **bench_asks.drawn_anew(bench_asks.drawn(visited)),
            **signed_in,
            **bench_asks.drawn_anew(signed_in),
        }
        for name, ask in asks.items():
            if self.only.search(name):
                self._measure(name, size.slug, ask)
        for name, ask in {**bench_asks.drawn(visited), **signed_in}.items():
            if self.only.search(others := f"{name}, others write"):
                with bench_writing.others_write():
                    self._measure(others, size.slug, ask)

    def measure_votes(self, event: Event) -> None:
        """Let many people vote at the same moment, once each."""
        name = f"vote, {VOTERS} people at once"
        if not self.only.search(name):
            return
        port = self.running.port
        voters = [bench_asks.sign_in(port, person) for person in bench_asks.attending(event, VOTERS)]
        votes = [bench_asks.votes(event, voter, 1) for voter in voters]
        self._add(name, event.slug, votes[0][0], lambda: load.at_once(port, [vote for (vote,) in votes]), 0)

    def _measure(self, name: str, size: str, ask: Ask) -> None:
        _, body = load.answer(HTTPConnection("127.0.0.1", self.running.port), ask)
        self._add(name, size, ask, lambda: load.hurry(self.running.port, [ask], self.seconds), len(body))

    def _add(self, name: str, size: str, ask: Ask, measured: Callable[[], Speed], sent: int) -> None:
        self._measure_hello()
        speed, busy = _measured(self.running, measured)
        self._measure_hello()
        # Of the last few, since one may be spoilt by whoever else uses the machine.
        hello = statistics.median(self.hellos[-HELLOS:])
        row = PageRow(
            name=name,
            size=size,
            ratio=busy / hello,
            cpu_ms=busy,
            per_second=speed.per_second,
            p50=speed.p50,
            p99=speed.p99,
            kilobytes=sent / 1000,
            statements=_statements(ask),
            goal=_goals(size).get(name, Goal()),
        )
        self.rows.append(row)
        click.echo(f"{name}, {size}: ratio {row.ratio:.1f}, {row.statements} statements", err=True)

    def _measure_hello(self) -> None:
        """Note the milliseconds of processor time that an answer of the hello world takes now."""
        _, busy = _measured(
            self.hello, lambda: load.hurry(self.hello.port, [Ask(path="/")], self.seconds * HELLO_SHARE)
        )
        self.hellos.append(busy)


def _measured(server: Running, measured: Callable[[], Speed]) -> tuple[Speed, float]:
    """Return the speed, and the milliseconds of the web workers' processor time for each answer."""
    before = bench_servers.processor(server.process)
    speed = measured()
    busy = bench_servers.processor(server.process) - before
    return speed, 1000 * busy / speed.answers


def _goals(size: str) -> Mapping[str, Goal]:
    return goals.PAGES if size == bench_event.BIG.slug else {}


def _paper(size: Size) -> FigureRow:
    """Make the agenda of an event as PDF, which no request waits for."""
    revision = db.session.scalars(select(Revision).join(Event).where(Event.slug == size.slug)).one()
    before = time.process_time()
    revision_files.make_paper(revision=revision, now=datetime.now(UTC))
    return FigureRow(
        name=f"agenda.pdf, {size.slug} (processor time)",
        measured=time.process_time() - before,
        unit="s",
        hello=None,
        goal=goals.PAPER if size == bench_event.BIG else Goal(),
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
def _timed() -> Iterator[Callable[[], float]]:
    begun = time.perf_counter()
    yield lambda: time.perf_counter() - begun
