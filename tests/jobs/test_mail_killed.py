"""A sender that is killed at any moment loses no mail and sends none twice."""

import os
import signal
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from queue import Queue
from subprocess import PIPE

import pytest
from flask import Flask

from hackathon.app import create_app
from hackathon.config import Settings
from hackathon.domain.mail import LOST_AFTER, MailKind, MailState
from hackathon.extensions import db
from hackathon.models import Mail
from hackathon.services import delivery, outbox, schema
from tests import databases
from tests.dublin import Dublin
from tests.jobs.mailserver import MailServer, mail_server

NOW = datetime.now(UTC)
MAILS = 20
MOMENTS = (1, 2, 3, 4, 5, 6, 7, 8, 11)
"""At which thing that it hears from a sender the server kills it: four belong to each mail."""
NURSERY = """
import os, sys
from hackathon.app import create_app
from hackathon.jobs import mail
app = create_app()
for _ in sys.stdin:
    child = os.fork()
    if not child:
        with app.app_context():
            mail.send_mail()
        os._exit(0)
    print(child, flush=True)
    print(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), flush=True)
"""
"""Has loaded all that a sender needs, and makes one for each line that it reads."""


@pytest.fixture(params=list(databases.DATABASES))
def machine(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[tuple[Flask, MailServer]]:
    """Return an application of its own on each database, with mails in its outbox, and a mail server."""
    with databases.DATABASES[request.param](tmp_path) as url, mail_server() as server:
        settings = Settings.load({}, instance=str(tmp_path), database_url=url, smtp_url=server.url)
        app = create_app(settings)
        with app.app_context():
            schema.upgrade()
            event = Dublin.seeded().event
            for number in range(MAILS):
                outbox.write(
                    kind=MailKind.INVITATION,
                    to=f"person-{number}@xen.example",
                    name="",
                    words={"link": "https://hackathon.example/i/secret"},
                    event=event,
                    now=NOW,
                )
            yield app, server
            db.session.rollback()
            db.engine.dispose()


@contextmanager
def nursery(settings: Settings) -> Iterator[subprocess.Popen[str]]:
    """Start what makes senders, each a process of its own."""
    environ = os.environ | {
        "HACKATHON_INSTANCE": settings.instance,
        "HACKATHON_DATABASE_URL": settings.database_url,
        "HACKATHON_SMTP_URL": settings.smtp_url,
    }
    command = [sys.executable, "-c", NURSERY]
    with subprocess.Popen(command, env=environ, stdin=PIPE, stdout=PIPE, text=True) as process:
        yield process


def send(senders: subprocess.Popen[str], server: MailServer, killed_at: int | None) -> None:
    """Send in a process of its own, which dies when the server has heard that many things from it."""
    assert senders.stdin is not None
    assert senders.stdout is not None
    pids: Queue[int] = Queue()
    heard: list[str] = []

    def listen(command: str) -> None:
        heard.append(command)
        if len(heard) == killed_at:
            os.kill(pids.get(), signal.SIGKILL)

    server.before = listen
    senders.stdin.write("\n")
    senders.stdin.flush()
    pids.put(int(senders.stdout.readline()))
    assert int(senders.stdout.readline()) == (0 if killed_at is None else -signal.SIGKILL)


def test_no_mail_is_lost_and_none_sent_twice(machine: tuple[Flask, MailServer]) -> None:
    app, server = machine
    with nursery(app.config["SETTINGS"]) as senders:
        for moment in (*MOMENTS, None):
            send(senders, server, moment)

    delivery.tidy(now=datetime.now(UTC) + LOST_AFTER + timedelta(seconds=1))

    arrived = Counter(str(mail["Message-ID"]) for mail in server.taken)
    mails = list(db.session.query(Mail))
    assert Counter(mail.state for mail in mails) == {
        MailState.SENT: MAILS - len(MOMENTS),
        MailState.UNKNOWN: len(MOMENTS),
    }
    assert {arrived[mail.message_id] for mail in mails if mail.state is MailState.SENT} == {1}
    # Of those that nobody knows, some arrived and some did not; none of them twice.
    assert {arrived[mail.message_id] for mail in mails if mail.state is MailState.UNKNOWN} == {0, 1}
