"""Finding out at once, from any process or machine, whether a task is still running."""

import fcntl
import secrets
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from hackathon.core.extensions import db, settings

KEEP_ALIVE = ("tcp_keepalives_idle = 10", "tcp_keepalives_interval = 5", "tcp_keepalives_count = 3")
"""Lets PostgreSQL notice within half a minute that a client machine is down, and close its connections."""


@contextmanager
def living() -> Iterator[int]:
    """Yield a number that is among the `alive` until this context ends or the process dies, however it dies.

    The number is a lock that the database or the kernel releases by itself: a session lock in PostgreSQL, or
    a locked file beside an SQLite database, which is on one machine.
    """
    number = secrets.randbelow(2**62) + 1
    with _session(number) if _is_postgresql() else _file(number):
        yield number


def alive() -> frozenset[int]:
    """Return the numbers of all tasks that are still running."""
    return frozenset(_sessions() if _is_postgresql() else _files())


def _is_postgresql() -> bool:
    return db.engine.dialect.name == "postgresql"


@contextmanager
def _session(number: int) -> Iterator[None]:
    connection = db.engine.connect().execution_options(isolation_level="AUTOCOMMIT")
    # Not returned to the pool: closing the connection ends the session, and with it the lock.
    connection.detach()
    with connection:
        for setting in KEEP_ALIVE:
            connection.execute(text(f"SET {setting}"))  # not translated
        connection.execute(text("SELECT pg_advisory_lock(:number)"), {"number": number})
        try:
            yield
        finally:
            # Release the lock explicitly, because the server may take a moment to notice a closed connection.
            # A lost connection has released it already.
            with suppress(DBAPIError):
                connection.execute(text("SELECT pg_advisory_unlock(:number)"), {"number": number})


def _sessions() -> Iterator[int]:
    # PostgreSQL shows a lock's 64-bit number in two halves; `objsubid` distinguishes it from two 32-bit
    # numbers.
    held = text(
        "SELECT (classid::bigint << 32) | objid::bigint FROM pg_locks"
        " WHERE locktype = 'advisory' AND objsubid = 1 AND granted"
        " AND database = (SELECT oid FROM pg_database WHERE datname = current_database())"
    )
    yield from db.session.scalars(held)


@contextmanager
def _file(number: int) -> Iterator[None]:
    folder = _folder()
    hidden, shown = folder / f".{number}", folder / str(number)
    with hidden.open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        # Rename it only once it is locked, so that no other process mistakes it for a stale file.
        hidden.rename(shown)
        try:
            yield
        finally:
            shown.unlink(missing_ok=True)


def _files() -> Iterator[int]:
    for path in _folder().iterdir():
        if path.name.isdecimal() and _is_locked(path):
            yield int(path.name)


def _is_locked(path: Path) -> bool:
    """Whether the process that holds the file is alive; the file of a dead one is deleted."""
    try:
        with path.open() as file:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            path.unlink(missing_ok=True)
    except BlockingIOError:
        return True
    except FileNotFoundError:
        pass
    return False


def _folder() -> Path:
    folder = settings().made_instance() / "work"
    folder.mkdir(mode=0o700, exist_ok=True)
    return folder
