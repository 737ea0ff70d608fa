"""A sender that is killed at any moment loses no mail and sends none twice."""

import os
import signal
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from queue import Queue
from subprocess import PIPE

import pytest
from flask import Flask

from hackathon.app import create_app
from hackathon.config import Settings
from hackathon.core.database import schema
from hackathon.core.extensions import db
from hackathon.mail.domain import MailKind, MailState
from hackathon.mail.models import Mail
from hackathon.mail.services import delivery, outbox
from tests import databases
from tests.dublin import Dublin
from tests.mail.mailserver import MailServer, mail_server

pytestmark = pytest.mark.postgresql

NOW = datetime.now(UTC)
MAILS = 20
MOMENTS = (1, 2, 3, 4, 5, 6, 7, 8, 11)
"""At which thing that it hears from a sender the server kills it: four belong to each mail."""
ENDED = tuple(moment for moment in MOMENTS if moment % 4 in (3, 0))
"""Those of the moments at which the mail had been sent to its end."""
NURSERY = """
import os, sys
from hackathon.app import create_app
from hackathon.mail.jobs import mail
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

    delivery.tidy(now=datetime.now(UTC))

    arrived = Counter(str(mail["Message-ID"]) for mail in server.taken)
    mails = list(db.session.query(Mail))
    states = Counter(mail.state for mail in mails)
    # Only where a sender was killed between the end of a mail and its answer nobody knows.
    assert states == {MailState.SENT: MAILS - len(ENDED), MailState.UNKNOWN: len(ENDED)}
    assert {arrived[mail.message_id] for mail in mails if mail.state is MailState.SENT} == {1}
    # Of those that nobody knows, some may have arrived and some not; none of them twice.
    assert {arrived[mail.message_id] for mail in mails if mail.state is MailState.UNKNOWN} <= {0, 1}
