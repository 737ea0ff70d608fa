"""Tables that all migrations made, for tests that need a server of their own and are not about migrations."""

import atexit
import sqlite3
from collections.abc import Callable
from contextlib import closing
from functools import cache
from pathlib import Path
from shutil import rmtree
from tempfile import mkdtemp

import pytest

from hackathon.app import close_connections, create_app
from hackathon.config import Settings
from hackathon.core.database import schema
from hackathon.core.extensions import db


def copied_where_empty(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let an empty SQLite file be filled by copying; the migrations make the first one of each process."""
    upgrade = schema.upgrade

    def copy_or_upgrade() -> None:
        if db.engine.dialect.name != "sqlite" or schema.state() is not schema.State.EMPTY:
            upgrade()
            return
        with closing(sqlite3.connect(_made(upgrade))) as made, closing(db.engine.raw_connection()) as empty:
            driver = empty.driver_connection
            assert isinstance(driver, sqlite3.Connection)
            made.backup(driver)

    monkeypatch.setattr(schema, "upgrade", copy_or_upgrade)


@cache
def _made(upgrade: Callable[[], None]) -> Path:
    """Return a file with the tables and no rows, which this process deletes when it ends."""
    folder = Path(mkdtemp(prefix="hackathon-tests-"))
    atexit.register(rmtree, folder)
    app = create_app(Settings.load({}, instance=str(folder)))
    with app.app_context():
        upgrade()
        file = Path(str(db.engine.url.database))
    close_connections(app)
    return file
