"""What every test can ask for: an application on each database, a visitor, the Dublin hackathon."""

import gc
import sqlite3
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from flask import Flask, g, request
from flask.testing import FlaskClient
from hypothesis import settings
from sqlalchemy import Engine, event
from werkzeug.test import TestResponse

from hackathon.accounts.devices import services as devices
from hackathon.accounts.models import Person
from hackathon.config import Settings
from hackathon.core.database import triggers
from hackathon.core.extensions import db, limiter
from hackathon.core.web.clock import AHEAD
from tests import catalogues, databases
from tests.applications import application_for
from tests.dublin import Dublin
from tests.snapshots import Snapshot, empty, kept

OWN_LIMITS = "limits of the tests"

# How long an example takes depends on what else the machine does. The tests draw the same examples on every
# machine, so that a change is judged by itself; `make test-long` draws more of them, and `make fuzz` searches
# with new ones and remembers what fails. `tests/examples.py` scales the numbers of single tests alike.
settings.register_profile("daily", deadline=None, derandomize=True, max_examples=25)
settings.register_profile("long", deadline=None, derandomize=True, max_examples=100)
settings.register_profile("fuzz", deadline=None, max_examples=1_000, print_blob=True)
settings.load_profile("daily")


def pytest_addoption(parser: pytest.Parser) -> None:
    """Let `make test-fast` leave PostgreSQL out, and `make pictures` keep what it takes."""
    parser.addoption("--no-postgresql", action="store_true", help="run nothing on PostgreSQL")
    parser.addoption("--pictures", metavar="FOLDER", help="write the pictures of the guides there")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave to `make test-long` what repeats a test on PostgreSQL that does not depend on the database."""
    for item in items:
        parameters = (
            item.callspec.params if isinstance(item, pytest.Function) and hasattr(item, "callspec") else {}
        )
        if parameters.get("empty_app") == "postgresql" and (
            config.option.no_postgresql or not item.get_closest_marker("postgresql")
        ):
            item.add_marker(pytest.mark.long)


def pytest_collection_finish() -> None:
    """Spare the garbage collector what lives as long as the process: modules, tests, compiled code.

    Going through all of that again and again takes a fifteenth of the time of the tests.
    """
    gc.collect()
    gc.freeze()


def pytest_configure() -> None:
    """Compile the translations, which the application reads in no other form."""
    catalogues.compile_changed()


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
        application = application_for(settings)
        application.test_client_class = Visitor
        application.extensions[OWN_LIMITS] = dict(vars(limiter))
        with application.app_context():
            db.create_all()
        yield application
        with application.app_context():
            db.engine.dispose()


def use_own_limits(application: Flask) -> None:
    """Count requests in this application's memory: otherwise the last one made decides for all."""
    vars(limiter).update(application.extensions[OWN_LIMITS])


@pytest.fixture
def app(empty_app: Flask) -> Iterator[Flask]:
    """The application, its tables emptied after the test."""
    use_own_limits(empty_app)
    with empty_app.app_context():
        yield empty_app
        db.session.rollback()
        use_own_limits(empty_app)
        # Whatever a test did, by whichever service, the numbers that are kept are those that can be counted.
        with db.engine.connect() as connection:
            miscounted = triggers.wrong(connection)
        empty()
        assert miscounted == {}
        empty_app.config[AHEAD] = timedelta(0)


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


@pytest.fixture(scope="session")
def dublin_rows(empty_app: Flask) -> Snapshot:
    """The rows of the Xen hackathon of May 2013, built once for each database."""
    with empty_app.app_context(), kept("dublin") as rows:
        Dublin.seeded()
    return rows


@pytest.fixture
def dublin(app: Flask, dublin_rows: Snapshot) -> Dublin:  # noqa: ARG001 -- its tables
    """The Xen hackathon of May 2013."""
    dublin_rows.restore()
    return Dublin.loaded()


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


@pytest.fixture
def drawn(app: Flask) -> Iterator[list[str]]:
    """The paths of the requests that reached the application itself."""
    paths: list[str] = []

    def note() -> None:
        paths.append(request.path)

    functions = app.before_request_funcs.setdefault(None, [])
    functions.insert(0, note)
    yield paths
    functions.remove(note)
