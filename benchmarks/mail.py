"""How fast mail is queued and sent, and what it does to people who look at pages and vote meanwhile."""

import asyncio
import json
import multiprocessing
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import click
from sqlalchemy import func, select

from benchmarks import events as bench_event
from benchmarks import load
from benchmarks import requests as bench_asks
from benchmarks import servers as bench_servers
from hackathon.app import create_app
from hackathon.attendance.invitations.domain import read
from hackathon.attendance.invitations.services import inviting
from hackathon.cli.context import find_event
from hackathon.config import Settings
from hackathon.core.database import schema
from hackathon.core.extensions import db
from hackathon.events.models import Event
from hackathon.mail.domain import MailState
from hackathon.mail.models import Mail

VISITORS = 20
PACE = 1.0
"""Seconds between two things that one visitor asks for."""
ROUNDS = 5
_QUEUE = "from hackathon.cli import bench_mail; bench_mail.queue()"


@click.command("mail")
@click.option("--mails", type=click.IntRange(1, 100_000), default=1_000, show_default=True)
@click.option(
    "--pause",
    "pauses",
    type=click.FloatRange(0, 1000),
    multiple=True,
    default=(0, 20),
    show_default=True,
    help="Milliseconds that the mail server takes per email.",
)
def bench_mail(mails: int, pauses: tuple[float, ...]) -> None:
    """Queue invitations, send them to a test mail server, and request pages and votes meanwhile."""
    for pause in pauses:
        with tempfile.TemporaryDirectory(prefix="hackathon-bench-") as name, _mail_server(pause) as url:
            (Path(name) / "config.toml").write_text(f'smtp_url = "{url}"\n', encoding="utf-8")
            with create_app(Settings.load({}, instance=name)).app_context():
                schema.upgrade()
                bench_event.seed_and_publish(bench_event.SMALL)
                click.echo(f"A mail server that takes {pause:g} ms for each mail:")
                _measure(Path(name), mails)
                db.engine.dispose()


def _measure(folder: Path, mails: int) -> None:
    event = find_event(bench_event.SMALL.slug)
    with bench_servers.ours(folder) as running:
        _visit("before", running.port, event)
        with _queueing(folder, mails) as queueing:
            _vote("queueing", running.port, event)
            took, busy = json.loads(queueing.communicate()[0])
        click.echo(
            f"  {mails} invitations with calendars queued in {took:.2f} s ({busy:.2f} s of processor time)"
        )
        _visit("meanwhile", running.port, event)
        seconds = _until_sent()
    click.echo(f"  sent in {seconds:.1f} s: {mails / seconds:.0f} a second")


def _visit(when: str, port: int, event: Event) -> None:
    """Let people look at the event and vote, each thing at their pace, and print how long they waited."""
    db.session.rollback()
    home = load.Ask(path=f"/{event.slug}/", headers=bench_asks.ZIPPED)
    _ask(when, "event home", port, [[home] * ROUNDS for _ in range(VISITORS)])
    _vote(when, port, event)


def _vote(when: str, port: int, event: Event) -> None:
    voters = [bench_asks.sign_in(port, person) for person in bench_asks.attending(event, VISITORS)]
    _ask(when, "vote", port, [bench_asks.votes(event, voter, ROUNDS) for voter in voters])


def _ask(when: str, what: str, port: int, asks: Sequence[Sequence[load.Ask]]) -> None:
    speed = load.at_their_pace(port, asks, PACE)
    click.echo(f"  {when:10}{what:11}{VISITORS} a second, p50 {speed.p50:.0f} ms, p99 {speed.p99:.0f} ms")


@contextmanager
def _queueing(folder: Path, mails: int) -> Iterator[subprocess.Popen[str]]:
    """Invite a list of people in a process of its own, as one web worker does while others go on."""
    command = [sys.executable, "-c", _QUEUE, str(folder), str(mails)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:  # noqa: S603 -- our own
        yield process


def queue() -> None:
    """Invite as many people as the command line says, and print how many seconds that took."""
    folder, mails = sys.argv[1:]
    with create_app(Settings.load({}, instance=folder)).app_context():
        event = find_event(bench_event.SMALL.slug)
        lines = (f"Invited {number:06} <person-{number}@hackathon.example>" for number in range(int(mails)))
        entries = read("\n".join(lines)).entries
        begun, busy = time.perf_counter(), time.process_time()
        inviting.invite_all(event=event, entries=entries, by=None, now=datetime.now(UTC))
        click.echo(json.dumps([time.perf_counter() - begun, time.process_time() - busy]))


def _until_sent() -> float:
    """Wait until all is sent, and return the seconds that it took from the first to the last."""
    left = select(func.count()).where(Mail.state != MailState.SENT)
    while db.session.scalar(left):
        db.session.rollback()
        time.sleep(0.2)
    begun = [each for each in db.session.scalars(select(Mail.claimed_at)) if each]
    ended = [each for each in db.session.scalars(select(Mail.sent_at)) if each]
    return (max(ended) - min(begun)).total_seconds()


@contextmanager
def _mail_server(pause: float) -> Iterator[str]:
    """Run a mail server that takes everything and keeps nothing, in a process of its own."""
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        listening.listen()
        port = listening.getsockname()[1]
        server = multiprocessing.get_context("fork").Process(target=_take_all, args=(listening, pause))
        server.start()
    try:
        yield f"smtp://127.0.0.1:{port}"
    finally:
        server.kill()
        server.join()


def _take_all(listening: socket.socket, pause: float) -> None:
    async def talk(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(b"220 here\r\n")
        while line := await reader.readline():
            if line.upper().startswith(b"DATA"):
                writer.write(b"354 go on\r\n")
                await reader.readuntil(b"\r\n.\r\n")
                await asyncio.sleep(pause / 1000)
            writer.write(b"250 taken\r\n")

    async def serve() -> None:
        async with await asyncio.start_server(talk, sock=listening) as server:
            await server.serve_forever()

    asyncio.run(serve())
