"""Inserting a row, or updating it if it exists."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import InstrumentedAttribute

from hackathon.core.extensions import Base, db


def upsert(model: type[Base], *, key: dict[str, Any], values: dict[str, Any]) -> None:
    """Insert a row, or update it with `values` if its key exists, in one statement.

    Two simultaneous calls leave one row and no error.
    """
    insert = postgresql.insert if db.engine.dialect.name == "postgresql" else sqlite.insert
    statement = insert(model).values(**key, **values)
    db.session.execute(statement.on_conflict_do_update(index_elements=list(key), set_=values))


def upsert_returning(
    model: type[Base],
    *,
    key: dict[str, Any],
    new: dict[str, Any],
    values: dict[str, Any],
    returning: InstrumentedAttribute[Any],
) -> Any:  # noqa: ANN401 -- what the column holds
    """Insert a row from `new`, or update the existing one with `values`; return a column's new value."""
    insert = postgresql.insert if db.engine.dialect.name == "postgresql" else sqlite.insert
    statement = insert(model).values(**key, **new)
    statement = statement.on_conflict_do_update(index_elements=list(key), set_=values)
    return db.session.connection().execute(statement.returning(returning)).scalar_one()


def insert_if_new(model: type[Base], *, key: Sequence[str], values: dict[str, Any]) -> bool:
    """Insert a row unless its key exists; return whether it was inserted."""
    insert = postgresql.insert if db.engine.dialect.name == "postgresql" else sqlite.insert
    statement = insert(model).values(**values).on_conflict_do_nothing(index_elements=list(key))
    # Requested by name, because the row count is unknown if the database generates the key.
    written = statement.returning(*(model.__table__.c[name] for name in key))
    return db.session.connection().execute(written).first() is not None
