"""Reading a row with the database's own driver, before there is a session."""

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
