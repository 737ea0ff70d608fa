"""Locks: the one rule by which services that write at the same time take turns.

A service locks, before it reads anything, the events that its arguments belong to and then the people among
them, each in the order of their keys. So two services at one event run one after the other, as they always do
on SQLite, which allows only one writer; and whatever a service has checked is still true when it writes. The
acting person gets a shared lock, so that their account can't be deleted in the middle of an action.

A service chooses one of three kinds of lock:

- `Lock.SHARED`: it only writes rows of a single person, each in one statement (a vote). Any number of these
  run side by side, but none at the same time as a service with an exclusive lock on the event.
- `Lock.EVENT`, the default: an exclusive lock on the event.
- `Lock.ROLL`: it also looks up people by name or address and adds those it doesn't find, which affects the
  whole server.

These are PostgreSQL's advisory locks: they cost no write, are granted in the order of requests, and end with
the transaction. On SQLite, the threads of a process take turns.
"""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from enum import IntEnum
from threading import RLock

from sqlalchemy import func, inspect, select
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm.exc import StaleDataError

from hackathon.core.extensions import BUSY_TIMEOUT, Base, db

_ROLL, _EVENT, _PERSON = 1, 2, 3
"""The numbers of our kinds of lock in PostgreSQL.

They are arbitrary, but their order is the order of locking.
"""

_ACTOR = "by"
"""The argument for the acting person; any other person among the arguments is going to be changed."""

_CLASHES = frozenset(
    (
        "40P01",  # PostgreSQL: a deadlock
        "40001",  # a transaction that fits in no order
        "23505",  # a row with this key is there already
        "23503",  # a row that is referred to is gone
        "SQLITE_CONSTRAINT_FOREIGNKEY",
        "SQLITE_CONSTRAINT_PRIMARYKEY",
        "SQLITE_CONSTRAINT_UNIQUE",
    )
)

Key = tuple[int, int, bool]
"""Kind, number, and whether the lock is shared."""


class Lock(IntEnum):
    """The kind of lock a service needs."""

    SHARED = 1
    EVENT = 2
    ROLL = 3


def needed(lock: Lock, arguments: Mapping[str, object]) -> list[Key]:
    """Return the locks for a service with these arguments, in order; none if the database needs none."""
    if not _has_locks():
        return []
    rows = [(name, row) for name, value in arguments.items() for row in _rows(value)]
    events = sorted({key for _, row in rows for key in row.locked_events if key is not None})
    changed = {key for name, row in rows if name != _ACTOR for key in row.locked_people}
    acting = {key for name, row in rows if name == _ACTOR for key in row.locked_people} - changed
    shares = lock is Lock.SHARED
    return [
        *([(_ROLL, 0, False)] if lock is Lock.ROLL else []),
        *((_EVENT, key, shares) for key in events),
        *((_PERSON, key, shares or key in acting) for key in sorted(changed | acting)),
    ]


_turn = RLock()


@contextmanager
def turn() -> Iterator[None]:
    """Wait until no other thread of this process writes, if the database allows only one writer.

    SQLite retries after increasingly long sleeps, so time is wasted and late arrivals can overtake. So only
    one thread of each process waits for SQLite, and the next one starts after its commit.
    """
    has_turn = not _has_locks() and _turn.acquire(timeout=BUSY_TIMEOUT / 1000)
    try:
        yield
    finally:
        if has_turn:
            _turn.release()


def _has_locks() -> bool:
    return db.session.get_bind().dialect.name == "postgresql"


def take(keys: Iterable[Key]) -> None:
    """Acquire all of these locks in one statement, waiting until they are free."""
    calls = [
        (func.pg_advisory_xact_lock_shared if shares else func.pg_advisory_xact_lock)(kind, number)
        for kind, number, shares in keys
    ]
    if calls:
        db.session.execute(select(*calls))


def is_clash(error: Exception) -> bool:
    """Whether the error comes from concurrent writers, so that a retry helps."""
    if isinstance(error, StaleDataError):
        return True
    if not isinstance(error, DBAPIError):
        return False
    return any(getattr(error.orig, name, None) in _CLASHES for name in ("sqlstate", "sqlite_errorname"))


def _rows(value: object) -> Iterator[Base]:
    if isinstance(value, Base):
        # A row that is created in this transaction is not visible to anyone else yet.
        if inspect(value).has_identity:
            yield value
    elif isinstance(value, list | tuple):
        for each in value:
            yield from _rows(each)
