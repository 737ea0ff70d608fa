"""Database triggers that keep counts correct whichever statement changes the rows they count.

Subjects define their triggers. They are created with the tables, and dropped while migrations run, because
SQLite recreates a changed table without its triggers.
"""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, event, inspect, text

from hackathon.core.extensions import Base, db


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptNumbers:
    """Columns that triggers maintain: how to create these for each dialect, and how to recount."""

    table: str
    columns: Sequence[str]
    create: Mapping[str, Sequence[str]]
    drop: Mapping[str, Sequence[str]]
    recount: str
    wrong: str
    """Selects the keys of rows whose numbers differ from a recount."""


_kept: list[KeptNumbers] = []


def keep(numbers: KeptNumbers) -> None:
    """Let triggers maintain these columns."""
    _kept.append(numbers)


def kept_columns() -> frozenset[str]:
    """Return the names of all columns that triggers maintain, which nothing else writes."""
    return frozenset(name for numbers in _kept for name in numbers.columns)


def recount(connection: Connection) -> None:
    """Recount everything."""
    for numbers in _there(connection):
        connection.execute(text(numbers.recount))


def recount_all() -> dict[str, list[int]]:
    """Recompute all counts; return the wrong ones."""
    with db.engine.connect().execution_options(writes=True) as connection, connection.begin():
        found = wrong(connection)
        if found:
            recount(connection)
    return found


def wrong(connection: Connection) -> dict[str, list[int]]:
    """Return the keys of the rows with wrong counts, by table."""
    found = {
        numbers.table: list(connection.execute(text(numbers.wrong)).scalars())
        for numbers in _there(connection)
    }
    return {table: keys for table, keys in found.items() if keys}


@contextmanager
def set_aside() -> Iterator[None]:
    """Drop the triggers, and finally recreate them and recount, including rows written meanwhile."""
    with db.engine.connect().execution_options(writes=True) as connection, connection.begin():
        _drop(connection)
    yield
    with db.engine.connect().execution_options(writes=True) as connection, connection.begin():
        _create(connection)
        recount(connection)


def _create(connection: Connection) -> None:
    for numbers in _there(connection):
        for statement in numbers.create[connection.dialect.name]:
            connection.exec_driver_sql(statement)


def _drop(connection: Connection) -> None:
    tables = set(inspect(connection).get_table_names())
    for numbers in _kept:
        if numbers.table in tables:
            for statement in numbers.drop[connection.dialect.name]:
                connection.exec_driver_sql(statement)


def _there(connection: Connection) -> Iterator[KeptNumbers]:
    """Return those whose columns exist, because the database may be at an earlier revision."""
    inspector = inspect(connection)
    for numbers in _kept:
        if inspector.has_table(numbers.table):
            columns = {column["name"] for column in inspector.get_columns(numbers.table)}
            if columns.issuperset(numbers.columns):
                yield numbers


@event.listens_for(Base.metadata, "after_create")
def _create_with_tables(_metadata: object, connection: Connection, **_more: Any) -> None:  # noqa: ANN401 -- SQLAlchemy's
    _drop(connection)
    _create(connection)
