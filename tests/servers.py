"""Servers of their own, for the drill of backing up and restoring."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from flask import Flask

from hackathon.agenda.feeds.services import feeds
from hackathon.app import close_connections, create_app
from hackathon.cli import main
from hackathon.config import Settings
from hackathon.core.database import schema
from hackathon.core.extensions import db
from hackathon.events.models import Event
from hackathon.mail.domain import MailKind
from hackathon.mail.models import Mail
from hackathon.mail.services import outbox
from hackathon.planner.limits import Limits
from hackathon.planning.runs import jobs as plan_job
from hackathon.planning.runs import services as planning
from hackathon.publication.services import publishing
from tests import databases, migrated
from tests.dublin import NOON, Dublin

NOW = datetime.now(UTC)


@dataclass(frozen=True, kw_only=True)
class Server:
    """A server of its own, with its database and its folder."""

    app: Flask
    settings: Settings

    def run(self, *words: str) -> Result:
        """Run a command as its administrator."""
        environ = {
            "HACKATHON_INSTANCE": self.settings.instance,
            "HACKATHON_DATABASE_URL": self.settings.database_url,
        }
        return CliRunner(env=environ).invoke(main, list(words), catch_exceptions=False)


@contextmanager
def server(kind: str, folder: Path) -> Iterator[Server]:
    """Offer a server that has nothing yet."""
    folder.mkdir()
    with databases.DATABASES[kind](folder) as url, pytest.MonkeyPatch.context() as patch:
        migrated.copied_where_empty(patch)
        settings = Settings.load({}, instance=str(folder), database_url=url)
        app = create_app(settings)
        try:
            yield Server(app=app, settings=settings)
        finally:
            close_connections(app)


@contextmanager
def busy_server(kind: str, folder: Path) -> Iterator[Server]:
    """Offer a server in the middle of its work: published, inviting, offering, planning, mailing."""
    with server(kind, folder) as found, found.app.app_context():
        schema.upgrade()
        dublin = Dublin.seeded()
        plan_job.plan(planning.queue(event=dublin.event, limits=Limits(seed=1), by=None, now=NOON).id)
        publishing.publish(event=dublin.event, note="", by=None, now=NOON)
        feeds.address(event=dublin.event, person=dublin.ian, now=NOON)
        write_mail(dublin.event)
        planning.queue(event=dublin.event, limits=Limits(), by=None, now=NOON)
        db.session.rollback()
        yield found


def write_mail(event: Event) -> Mail:
    words = {"link": "https://hackathon.example/i/secret"}
    return outbox.write(
        kind=MailKind.INVITATION, to="ian@xen.example", name="", words=words, event=event, now=NOW
    )
