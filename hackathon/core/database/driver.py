"""Reading rows with the database's own driver, before there is a session."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Engine
from sqlalchemy.exc import SQLAlchemyError


def first_row(
    engine: Engine,
    statement: str,
    parameters: tuple[Any, ...] | dict[str, Any] = (),
) -> tuple[Any, ...] | None:
    """Return a statement's first row, in the driver's syntax; None if there is none or the database fails.

    Callers then go on with the ORM, which reports the failure.
    """
    try:
        connection = engine.raw_connection()
        try:
            cursor = connection.cursor()
            cursor.execute(statement, parameters)
            row = cursor.fetchone()
            cursor.close()
        finally:
            connection.close()
    except (SQLAlchemyError, engine.dialect.loaded_dbapi.Error):
        return None
    return tuple(row) if row else None


@contextmanager
def all_rows(engine: Engine) -> Iterator[Callable[[str, Any], list[tuple[Any, ...]]]]:
    """Give a function that returns all rows of a statement, in the driver's syntax.

    It only reads, in one transaction; failures are the driver's own.
    """
    connection = engine.raw_connection()
    try:
        cursor = connection.cursor()
        if engine.dialect.name == "sqlite":
            cursor.execute("BEGIN")

        def rows(statement: str, parameters: Any) -> list[tuple[Any, ...]]:  # noqa: ANN401 -- the driver's
            cursor.execute(statement, parameters)
            return list(cursor.fetchall())

        yield rows
        cursor.close()
    finally:
        # The pool rolls back what is given back.
        connection.close()
