"""What a page read from the database: while reading it again gives the same rows, the page is still right."""

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Engine, event
from sqlalchemy.exc import SQLAlchemyError

from hackathon.core.database.driver import all_rows

_READING = "SELECT "
_BEGINNING = "BEGIN"
"""SQLite alone is told to begin a transaction by a statement."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Read:
    """One statement with its parameters, as the driver takes them, and a digest of the rows that it gave."""

    statement: str
    parameters: Any
    digest: bytes


@dataclass(slots=True)
class Recording:
    """The statements sent while a page is rendered, in their order."""

    statements: list[tuple[str, Any]] = field(default_factory=list)
    only_reads: bool = True
    """Whether all of them only read."""


_recording: ContextVar[Recording | None] = ContextVar("recording", default=None)


def watch(engine: Engine) -> None:
    """Let `recorded` see the statements of this engine."""
    event.listen(engine, "before_cursor_execute", _note)


@contextmanager
def recorded() -> Iterator[Recording]:
    """Record the statements that this thread sends inside."""
    recording = Recording()
    before = _recording.set(recording)
    try:
        yield recording
    finally:
        _recording.reset(before)


def read_again(engine: Engine, recording: Recording) -> tuple[Read, ...] | None:
    """Return what was recorded with the rows that it gives now; None if something was written as well."""
    if not recording.only_reads:
        return None
    try:
        with all_rows(engine) as rows:
            return tuple(
                Read(statement=statement, parameters=parameters, digest=_digest(rows(statement, parameters)))
                for statement, parameters in recording.statements
            )
    except (SQLAlchemyError, engine.dialect.loaded_dbapi.Error):
        return None


def are_unchanged(engine: Engine, reads: tuple[Read, ...]) -> bool:
    """Whether all of these give the same rows now; the first that doesn't ends the search."""
    try:
        with all_rows(engine) as rows:
            return all(_digest(rows(each.statement, each.parameters)) == each.digest for each in reads)
    except (SQLAlchemyError, engine.dialect.loaded_dbapi.Error):
        # The application then draws the page, and reports the failure.
        return False


def _note(
    _connection: object, _cursor: object, statement: str, parameters: object, _context: object, is_many: bool
) -> None:
    recording = _recording.get()
    if recording is None or statement.startswith(_BEGINNING):
        return
    if is_many or not statement.startswith(_READING):
        recording.only_reads = False
    recording.statements.append((statement, parameters))


def _digest(rows: list[tuple[Any, ...]]) -> bytes:
    return hashlib.blake2b(repr(rows).encode(errors="surrogatepass"), digest_size=16).digest()
