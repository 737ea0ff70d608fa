"""What the tests of kept pages share."""

from collections.abc import Iterator

import pytest
from flask import Flask, request


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


@pytest.fixture
def quiet_database(app: Flask) -> None:
    """A database in which nobody else writes: a PostgreSQL server counts the commits of all its databases."""
    if not app.config["SETTINGS"].database.startswith("sqlite:"):
        pytest.skip("other tests write on the same server")
