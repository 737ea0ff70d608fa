"""What every test can ask for: an application on each database, a visitor, the Dublin hackathon."""

import sqlite3
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pytest
from flask import Flask, g
from flask.testing import FlaskClient
from hypothesis import settings
from sqlalchemy import Engine, delete, event
from werkzeug.test import TestResponse

from hackathon.app import create_app
from hackathon.config import Settings
from hackathon.extensions import Base, db, limiter
from hackathon.models import Person
from hackathon.services import devices
from hackathon.views import agenda
from tests import databases
from tests.dublin import Dublin

# How long an example takes says more of what else the machine does. A build draws the same examples every
# time, so that a change is judged by itself; a developer's machine draws new ones, and remembers what fails.
settings.register_profile("hackathon", deadline=None, derandomize=databases.IN_CI)
settings.load_profile("hackathon")


class Visitor(FlaskClient):
    """Somebody with a browser, signed in or not."""

    def signed_in_as(self, person: Person) -> "Visitor":
        """Sign in as that person, by the session that a used link would leave."""
        secret = devices.sign_in(person=person, words="Firefox on Linux", now=datetime.now(UTC))
        with self.session_transaction() as session:
            session["_user_id"] = secret
            session["_fresh"] = True
        return self

    def open(self, *args: Any, **kwargs: Any) -> TestResponse:  # noqa: ANN401 -- Werkzeug's own signature
        """Make a request, outside the test's own reading, so that each sees what the other wrote."""
        db.session.rollback()
        # A request shares the application context that the test stands in: who spoke last must not linger.
        for name in list(g):
            g.pop(name)
        answer = super().open(*args, **kwargs)
        db.session.rollback()
        return answer


@event.listens_for(Engine, "connect")
def _do_not_wait_for_the_disk(connection: object, _record: object) -> None:
    # What a test writes need not survive a power cut; waiting for the disk would take most of the time.
    if isinstance(connection, sqlite3.Connection):
        connection.execute("PRAGMA synchronous=OFF")


@pytest.fixture(scope="session", params=list(databases.DATABASES))
def empty_app(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    """An application with empty tables, once for each database."""
    folder = tmp_path_factory.mktemp("instance")
    with databases.DATABASES[request.param](folder) as url:
        settings = Settings.load({}, instance=str(folder), database_url=url, secret_key="a key for tests")  # noqa: S106 -- it guards nothing
        application = create_app(settings, TESTING=True, WTF_CSRF_ENABLED=False)
        application.test_client_class = Visitor
        with application.app_context():
            db.create_all()
        yield application
        with application.app_context():
            db.engine.dispose()


@pytest.fixture
def app(empty_app: Flask) -> Iterator[Flask]:
    """The application, its tables emptied after the test."""
    with empty_app.app_context():
        yield empty_app
        db.session.rollback()
        for table in reversed(Base.metadata.sorted_tables):
            db.session.execute(delete(table))
        db.session.commit()
        limiter.reset()
        # The next test's rows will have the same keys.
        agenda.forget()


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    """Somebody who is not signed in."""
    return app.test_client()


@pytest.fixture
def visitor(app: Flask) -> Visitor:
    """Somebody who can sign in: `visitor.signed_in_as(dublin.ian)`."""
    found = app.test_client()
    assert isinstance(found, Visitor)
    return found


@pytest.fixture
def dublin(app: Flask) -> Dublin:  # noqa: ARG001 -- its tables
    """The Xen hackathon of May 2013."""
    return Dublin.seeded()


@pytest.fixture
def queries(app: Flask) -> Iterator[list[str]]:
    """The SQL statements that were sent to the database since the last `queries.clear()`."""
    sent: list[str] = []

    def note(_conn: Any, _cursor: Any, statement: str, *_rest: Any) -> None:  # noqa: ANN401 -- SQLAlchemy's
        # SQLite alone is told to begin by a statement; the drivers of other databases do it unseen.
        if not statement.startswith("BEGIN"):
            sent.append(statement)

    with app.app_context():
        engine = db.engine
    event.listen(engine, "before_cursor_execute", note)
    yield sent
    event.remove(engine, "before_cursor_execute", note)
