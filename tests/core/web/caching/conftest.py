"""What the tests of kept pages share."""

import pytest
from flask import Flask


@pytest.fixture
def quiet_database(app: Flask) -> None:
    """A database in which nobody else writes: a PostgreSQL server counts the commits of all its databases."""
    if not app.config["SETTINGS"].database.startswith("sqlite:"):
        pytest.skip("other tests write on the same server")
