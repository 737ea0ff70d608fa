"""What a page read from the database: while reading it again gives the same rows, the page is still right."""

import hashlib
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Engine, event
from sqlalchemy.engine.cursor import FullyBufferedCursorFetchStrategy
from sqlalchemy.engine.default import DefaultExecutionContext
from sqlalchemy.engine.interfaces import DBAPICursor
from sqlalchemy.exc import SQLAlchemyError

from hackathon.core.database.driver import all_rows

MOST_ROWS = 20_000
"""What reads more rows is not read again, so that their copies don't fill the memory."""
_MOST_COUNTED = 1_000
"""The statements whose changes are counted; a list of values makes another statement for each length."""

_READING = "SELECT "
_BEGINNING = "BEGIN"
"""SQLite alone is told to begin a transaction by a statement."""
_STREAMING = frozenset(("stream_results", "yield_per"))
"""Execution options of statements that must not be fetched at once."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Read:
    """One statement with its parameters, as the driver takes them, and a digest of the rows that it gave."""

    statement: str
    parameters: Any
    digest: bytes


@dataclass(slots=True)
class Recording:
    """The statements sent while a page is rendered, with their rows."""

    statements: list[tuple[str, Any, Sequence[Any]]] = field(default_factory=list)
    rows: int = 0
    can_be_read_again: bool = True
    """False if anything was written, too much was read, or `reads_less_next_time`."""

    def add(self, statement: str, parameters: object, rows: Sequence[Any]) -> None:
        """Record a statement that reads."""
        self.statements.append((statement, parameters, rows))
        self.rows += len(rows)
        if self.rows > MOST_ROWS:
            self.give_up()

    def give_up(self) -> None:
        """Record nothing more."""
        self.can_be_read_again = False
        self.statements.clear()

    def reads(self) -> tuple[Read, ...] | None:
        """Return what was read, beginning with what changes most often; None if it can't be read again."""
        if not self.can_be_read_again:
            return None
        found = (
            Read(statement=statement, parameters=parameters, digest=_digest(rows))
            for statement, parameters, rows in self.statements
        )
        return tuple(sorted(found, key=lambda each: -_changes[each.statement]))


_recording: ContextVar[Recording | None] = ContextVar("recording", default=None)

_changes: Counter[str] = Counter()
"""How often a statement was the first to give other rows, so that a page that has changed is told by one."""


def watch(engine: Engine) -> None:
    """Let `recorded` see the statements of this engine."""
    event.listen(engine, "after_cursor_execute", _note)


@contextmanager
def recorded() -> Iterator[Recording]:
    """Record the statements that this thread sends inside."""
    recording = Recording()
    before = _recording.set(recording)
    try:
        yield recording
    finally:
        _recording.reset(before)


def reads_less_next_time() -> None:
    """Declare that a cache of this process is being filled, which the same page only looks up next time.

    What is read to fill it follows from what the page has read to look it up, so it need not be read again.
    The page is recorded when it is rendered next time, without any of that.
    """
    recording = _recording.get()
    if recording is not None:
        recording.give_up()


def are_unchanged(engine: Engine, reads: tuple[Read, ...]) -> bool:
    """Whether all of these give the same rows now; the first that doesn't ends the search."""
    try:
        with all_rows(engine) as rows:
            for each in reads:
                if _digest(rows(each.statement, each.parameters)) != each.digest:
                    _count_change(each.statement)
                    return False
    except (SQLAlchemyError, engine.dialect.loaded_dbapi.Error):
        # The application then draws the page, and reports the failure.
        return False
    return True


def _count_change(statement: str) -> None:
    if statement not in _changes and len(_changes) >= _MOST_COUNTED:
        _changes.clear()
    _changes[statement] += 1


def _note(
    _connection: object,
    cursor: DBAPICursor,
    statement: str,
    parameters: object,
    context: DefaultExecutionContext,
    is_many: bool,
) -> None:
    recording = _recording.get()
    if recording is None or not recording.can_be_read_again or statement.startswith(_BEGINNING):
        return
    if is_many or not statement.startswith(_READING) or _STREAMING & context.execution_options.keys():
        recording.give_up()
        return
    # A cursor gives its rows once; SQLAlchemy takes them from this buffer then.
    rows = cursor.fetchall()
    context.cursor_fetch_strategy = FullyBufferedCursorFetchStrategy(cursor, cursor.description, rows)
    recording.add(statement, parameters, rows)


def _digest(rows: Sequence[Any]) -> bytes:
    return hashlib.blake2b(repr(rows).encode(errors="surrogatepass"), digest_size=16).digest()
