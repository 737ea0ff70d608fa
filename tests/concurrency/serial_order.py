"""Two services at one instant on PostgreSQL, and what the database holds afterwards, told without keys.

One service is held just before it commits, while the other runs as far as it can: to its end, or to a lock
that the first one has. Nothing is left to chance, so a test fails every time or never.
"""

from collections.abc import Callable, Collection, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from threading import Barrier, Event
from typing import Any

import psycopg
from flask import Flask
from sqlalchemy import Table, event, text
from sqlalchemy.orm import Session

from hackathon.core.errors import Refusal
from hackathon.core.extensions import Base, db

Act = Callable[[], object]
Page = Callable[[], Act]
"""What finds the rows that an act is about, as a page does that is opened before anything is changed."""

PATIENCE = 30
"""Seconds after which two services that wait for each other are given up."""
POLL = 0.002

# What is drawn at random, or tells of rows by their keys.
RANDOM = frozenset(
    ("id", "digest", "secret", "message_id", "uid", "calendar_uid", "text", "html", "calendar", "unsubscribe",
     "written", "moved", "content", "problem", "solution", "document", "etag", "zipped")
)  # fmt: skip
_COUNTED_FROM_ANYWHERE = frozenset((("draft", "version"),))


@dataclass
class Snapshot:
    """All rows as they were, to be put back in one round trip."""

    tables: list[str] = field(default_factory=lambda: [each.name for each in Base.metadata.sorted_tables])

    def take(self) -> None:
        """Keep all rows beside themselves."""
        for name in self.tables:
            db.session.execute(text(f'CREATE TABLE "kept_{name}" AS TABLE "{name}"'))
        db.session.commit()

    def put_back(self) -> None:
        """Make the rows what they were, and count keys on from there again."""
        db.session.rollback()
        connection = db.session.connection().connection.dbapi_connection
        assert isinstance(connection, psycopg.Connection)
        steps = [f'DELETE FROM "{each}"; INSERT INTO "{each}" TABLE "kept_{each}";' for each in self.tables]  # noqa: S608 -- names of our own tables
        steps += [_next_key(name) for name in self.tables if "id" in Base.metadata.tables[name].columns]
        # Without the checks of references, the tables may be filled in any order.
        connection.execute("SET LOCAL session_replication_role = replica;" + "".join(steps))
        db.session.commit()

    def drop(self) -> None:
        """Forget the rows."""
        db.session.rollback()
        for name in self.tables:
            db.session.execute(text(f'DROP TABLE "kept_{name}"'))
        db.session.commit()


def _next_key(table: str) -> str:
    # Past the kept rows, whose keys are high where other tests ran before.
    sequence = f"pg_get_serial_sequence('\"{table}\"', 'id')"
    return f'SELECT setval({sequence}, greatest(100, max(id))) FROM "{table}";'  # noqa: S608 -- names of our own tables


def outcome(act: Act) -> str:
    """Do it, and return "done" or the name of the refusal."""
    try:
        act()
    except Refusal as refusal:
        return type(refusal).__name__
    finally:
        db.session.rollback()
    return "done"


def at_one_instant(app: Flask, first: Page, second: Page) -> tuple[str, str]:
    """Let the second run while the first has done all but commit; return what came of each."""
    held, go_on, over = _Held(), Event(), Event()

    def hold_at_commit() -> str:
        try:
            with _holding(held, go_on):
                return outcome(first())
        finally:
            held.reached.set()

    def run_into_it() -> str:
        assert held.reached.wait(PATIENCE)
        try:
            return outcome(second())
        finally:
            over.set()

    def watch() -> str:
        assert held.reached.wait(PATIENCE)
        while not over.wait(POLL) and not _waits_for(held.backend):
            pass
        go_on.set()
        return ""

    came_of_first, came_of_second, _ = _each_alone(app, hold_at_commit, run_into_it, watch)
    return came_of_first, came_of_second


def one_after_another(app: Flask, first: Page, second: Page) -> tuple[str, str]:
    """Let the second run after the first, though its page was opened before; return what came of each."""
    both_open, over = Barrier(2), Event()

    def act_first() -> str:
        act = first()
        both_open.wait(PATIENCE)
        try:
            return outcome(act)
        finally:
            over.set()

    def act_second() -> str:
        act = second()
        both_open.wait(PATIENCE)
        assert over.wait(PATIENCE)
        return outcome(act)

    came_of_first, came_of_second = _each_alone(app, act_first, act_second)
    return came_of_first, came_of_second


def _each_alone(app: Flask, *parts: Callable[[], str]) -> list[str]:
    """Run each in a thread with a database session of its own; return what they return."""

    def alone(part: Callable[[], str]) -> str:
        with app.app_context():
            return part()

    with ThreadPoolExecutor(len(parts)) as threads:
        return list(threads.map(alone, parts))


@dataclass
class _Held:
    reached: Event = field(default_factory=Event)
    backend: int = 0


@contextmanager
def _holding(held: _Held, go_on: Event) -> Iterator[None]:
    """Hold this thread's session before its first commit that wrote anything, until it may go on."""
    session = db.session()

    def hold(mine: Session) -> None:
        if mine is session and not held.reached.is_set():
            mine.flush()
            held.backend = mine.connection().connection.dbapi_connection.info.backend_pid  # type: ignore[union-attr]  # psycopg's
            held.reached.set()
            assert go_on.wait(PATIENCE)

    event.listen(session, "before_commit", hold)
    try:
        yield
    finally:
        if event.contains(session, "before_commit", hold):
            event.remove(session, "before_commit", hold)


def _waits_for(backend: int) -> bool:
    """Whether anybody waits for a lock that this connection has."""
    waiting = text(
        "SELECT EXISTS (SELECT 1 FROM pg_stat_activity"
        " WHERE wait_event_type = 'Lock' AND :backend = ANY(pg_blocking_pids(pid)))"
    )
    found = bool(backend) and bool(db.session.scalar(waiting, {"backend": backend}))
    db.session.rollback()
    return found


def state(tables: Collection[str]) -> dict[str, list[str]]:
    """Return what these tables hold, in words: a row is named by what it says, not by its key."""
    told = _Told()
    found = {name: sorted(map(repr, told.rows(Base.metadata.tables[name]).values())) for name in tables}
    db.session.rollback()
    return found


class _Told:
    """Rows by what they say; a reference is told by what it refers to."""

    def __init__(self) -> None:
        self._known: dict[str, dict[Any, Any]] = {}

    def rows(self, table: Table) -> dict[Any, Any]:
        if table.name not in self._known:
            found = [dict(row) for row in db.session.execute(table.select()).mappings()]
            self._known[table.name] = {}  # a table that refers to itself tells of nobody twice
            self._known[table.name] = {
                row.get("id", number): self._said(table, row) for number, row in enumerate(found)
            }
        return self._known[table.name]

    def _said(self, table: Table, row: dict[str, Any]) -> dict[str, Any]:
        parents = {each.parent.name: each.column.table for each in table.foreign_keys}
        return {
            name: self._name(parents[name], value) if name in parents else value
            for name, value in row.items()
            if name not in RANDOM and (table.name, name) not in _COUNTED_FROM_ANYWHERE
        }

    def _name(self, table: Table, key: object) -> object:
        """Return what tells one row of a table from the others, and doesn't change."""
        row = self.rows(table).get(key)
        if row is None:
            return key
        for name in ("slug", "number", "name_key", "starts", "subject"):
            if name in row:
                return (row.get("event_id"), row.get("day"), row[name])
        return {name: value for name, value in row.items() if name not in ("version", "state")}
