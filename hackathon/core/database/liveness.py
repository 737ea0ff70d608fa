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
"""Lets PostgreSQL notice within half a minute that a machine is gone with all its connections."""


@contextmanager
def living() -> Iterator[int]:
    """Yield a number that is among the `alive` until this ends or the process dies, however it dies.

    A lock carries it, which the database or the kernel lets go of by itself: one of a PostgreSQL session,
    or of a file beside the SQLite database, which lives on one machine.
    """
    number = secrets.randbelow(2**62) + 1
    with _session(number) if _is_postgresql() else _file(number):
        yield number


def alive() -> frozenset[int]:
    """Return the numbers of all work that still goes on."""
    return frozenset(_sessions() if _is_postgresql() else _files())


def _is_postgresql() -> bool:
    return db.engine.dialect.name == "postgresql"


@contextmanager
def _session(number: int) -> Iterator[None]:
    connection = db.engine.connect().execution_options(isolation_level="AUTOCOMMIT")
    # Not to be returned to the pool: closing it ends the session, and with it the lock.
    connection.detach()
    with connection:
        for setting in KEEP_ALIVE:
            connection.execute(text(f"SET {setting}"))  # not translated
        connection.execute(text("SELECT pg_advisory_lock(:number)"), {"number": number})
        try:
            yield
        finally:
            # The server notices only later that a connection is closed. A lost one has let go already.
            with suppress(DBAPIError):
                connection.execute(text("SELECT pg_advisory_unlock(:number)"), {"number": number})


def _sessions() -> Iterator[int]:
    # PostgreSQL shows the two halves of a lock's 64-bit number; `objsubid` tells it from pairs of 32 bits.
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
        # Shown once it is locked, so that nobody takes it for one that was left behind.
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
    """Whether the file's process lives; what a dead one left is deleted."""
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
