"""Processes are killed in the middle of what they do; what was acknowledged is there exactly once."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import select

from hackathon.app import close_connections, create_app
from hackathon.config import Settings
from hackathon.core.extensions import db
from hackathon.events.models import Event
from hackathon.planner.limits import Limits
from hackathon.planning.runs import jobs as plan_job
from hackathon.planning.runs import services as planning
from tests import databases
from tests.faults.own_redis import own_redis
from tests.faults.storm import Storm
from tests.faults.supervised import supervised
from tests.mail.mailserver import mail_server
from tests.server.serving import seed

KEY = "a key for tests"
KILLS = int(os.environ.get("FAULTS_KILLS", "500"))
"""How many processes `make test-faults` kills on each database."""


@contextmanager
def storm(database: str, folder: Path, *, workers: int) -> Iterator[Storm]:
    """Offer people at work on a server of that database; PostgreSQL comes with Redis, as it does in use."""
    with databases.DATABASES[database](folder) as url, mail_server() as mail, own_redis() as redis:
        is_big = database == "postgresql"
        given = {"database_url": url, "redis_url": redis.url if is_big else "", "smtp_url": mail.url}
        seed(folder, **given)
        settings = Settings.load({}, instance=str(folder), secret_key=KEY, **given)
        app = create_app(settings)
        with app.app_context():
            _plan()
        with app.app_context(), supervised(settings, workers=workers) as server:
            yield Storm(app=app, server=server, mail=mail)
            close_connections(app)


def _plan() -> None:
    """Make the first draft, so that there is something to publish."""
    event, now = db.session.scalars(select(Event)).one(), datetime.now(UTC)
    plan_job.plan(planning.queue(event=event, limits=Limits(seed=1, seconds=1), by=None, now=now).id)
    db.session.remove()


@pytest.mark.parametrize("database", ["sqlite", pytest.param("postgresql", marks=pytest.mark.long)])
def test_what_was_acknowledged_outlives_a_few_kills(database: str, tmp_path: Path) -> None:
    with storm(database, tmp_path, workers=2) as people:
        people.rage(kills=10)
        people.settle()

        assert people.wrong() == [], people.summary()
        assert people.ledger.acknowledged > 20
        assert 500 not in people.statuses


@pytest.mark.faults
@pytest.mark.parametrize("database", list(databases.DATABASES))
def test_what_was_acknowledged_outlives_hundreds_of_kills(database: str, tmp_path: Path) -> None:
    with storm(database, tmp_path, workers=4) as people:
        people.rage(kills=KILLS)
        people.settle()
        print(people.summary())  # noqa: T201 -- for whoever waited for it

        assert people.wrong() == []
        assert 500 not in people.statuses
