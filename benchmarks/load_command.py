"""`hackathon bench load`: a crowd on a server of its own; every acknowledged write is recounted."""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import replace
from pathlib import Path
from urllib.parse import urlsplit

import click
import psycopg

from benchmarks import events as bench_event
from benchmarks import servers
from benchmarks.crowd import attendees
from benchmarks.crowd_load import Crowd
from benchmarks.events import Size
from hackathon.app import close_connections, create_app
from hackathon.cli import consistency
from hackathon.cli.context import find_event
from hackathon.config import Settings
from hackathon.core.database import schema
from hackathon.core.web.clock import current_time

HERE = ("127.0.0.1", "localhost", "::1", None)
POSTGRESQL = os.environ.get("HACKATHON_TEST_POSTGRESQL", "postgresql://postgres@127.0.0.1:5432/postgres")
REDIS = os.environ.get("HACKATHON_TEST_REDIS", "redis://127.0.0.1:6379/15")
SIZE = Size(slug="load", topics=200, rooms=10, days=2, people=2_000, votes_each=2, has_paper=False)


@click.command("load")
@click.option("--people", type=click.IntRange(2, 20_000), default=2_000, show_default=True)
@click.option("--seconds", type=click.FloatRange(1, 1_800), default=180.0, show_default=True)
@click.option(
    "--postgresql", is_flag=True, help="Use PostgreSQL and Redis, with a database created for this run."
)
def bench_load(people: int, seconds: float, postgresql: bool) -> None:
    """Simulate people who vote, answer and poll; then check that every acknowledged change was stored.

    The command starts its own server on this machine and stops it afterwards; it can't load any other.
    """
    with (
        tempfile.TemporaryDirectory(prefix="hackathon-load-") as name,
        _database() if postgresql else nullcontext("") as url,
    ):
        crowd, faults = run(Path(name), people, seconds, database_url=url, redis_url=REDIS if url else "")
    kind = "PostgreSQL and Redis" if postgresql else "SQLite"
    votes, answers = crowd.ledger.acknowledged, len(crowd.answers)
    click.echo(f"{people} people over {seconds:g} s, {kind}; load of the machine {os.getloadavg()[0]:.1f}")
    click.echo("\n".join(crowd.lines()))
    click.echo(
        f"{votes} votes and {answers} answers acknowledged, all of them recounted; {len(faults)} faults"
    )
    if faults:
        raise click.ClickException("\n".join(faults[:20]))


def run(
    folder: Path, people: int, seconds: float, *, database_url: str = "", redis_url: str = ""
) -> tuple[Crowd, list[str]]:
    """Serve an event from that folder to a crowd; return the crowd, and what went wrong or is missing."""
    given = {"database_url": database_url, "redis_url": redis_url}
    lines = [f'{name} = "{value}"' for name, value in given.items() if value]
    (folder / "config.toml").write_text("\n".join(lines), encoding="utf-8")
    app = create_app(Settings.load({}, instance=str(folder)))
    try:
        with app.app_context():
            schema.upgrade()
            size = replace(SIZE, topics=min(SIZE.topics, people), people=people)
            bench_event.seed_and_publish(size)
            event = find_event(size.slug)
            with servers.ours(folder) as running:
                crowd = Crowd.of(app, running.port, event, attendees(event.id, people))
                crowd.run(seconds)
            broken = [f"{each.rule}: {each.words}" for each in consistency.faults(current_time())]
            return crowd, [*crowd.faults, *crowd.wrong(), *broken]
    finally:
        close_connections(app)


@contextmanager
def _database() -> Iterator[str]:
    """Make a database for this run, and drop it afterwards."""
    if urlsplit(POSTGRESQL).hostname not in HERE or urlsplit(REDIS).hostname not in HERE:
        raise click.ClickException("PostgreSQL and Redis must run on this machine")
    name = f"hackathon_load_{os.getpid()}"
    with psycopg.connect(POSTGRESQL, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name} TEMPLATE template0")
        try:
            yield urlsplit(POSTGRESQL)._replace(path=f"/{name}").geturl()
        finally:
            connection.execute(f"DROP DATABASE {name} WITH (FORCE)")
