"""Detecting whether anything in a database has changed since something was rendered from it."""

import os
import sqlite3
from threading import Lock

from sqlalchemy import Engine

from hackathon.core.database.driver import first_row
from hackathon.core.web.caching.response_cache import State


class Changes:
    """Detects whether anything in a database has changed, without knowing its tables."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._lock = Lock()
        self._watching: sqlite3.Connection | None = None
        self._process = 0

    def state(self) -> State | None:
        """Return a value that differs after every commit; None if the database offers none.

        It is read before a page is rendered, so a page may be newer than its state but never older.
        """
        if self._engine.dialect.name == "sqlite":
            return self._sqlite_state()
        return self._postgresql_state()

    def close(self) -> None:
        """Close the connection that watches an SQLite file."""
        with self._lock:
            if self._watching is not None and self._process == os.getpid():
                self._watching.close()
            self._watching = None

    def _sqlite_state(self) -> State | None:
        # SQLite counts the commits of all other connections, so this one never writes.
        with self._lock:
            try:
                if self._watching is None or self._process != os.getpid():
                    self._watching, self._process = self._opened(), os.getpid()
                if self._watching is None:
                    return None
                return tuple(self._watching.execute("PRAGMA data_version").fetchone())
            except sqlite3.Error:
                return None

    def _opened(self) -> sqlite3.Connection | None:
        name = self._engine.url.database
        if not name or name == ":memory:" or name.startswith("file:"):
            return None
        return sqlite3.connect(name, isolation_level=None, check_same_thread=False, timeout=1)

    def _postgresql_state(self) -> State | None:
        # Snapshots with equal text see the same transactions, and reading starts none. Snapshots belong to
        # the whole server, so writes in its other databases also invalidate pages.
        return first_row(self._engine, "SELECT CAST(pg_current_snapshot() AS text)")
