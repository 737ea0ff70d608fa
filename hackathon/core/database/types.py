"""The column types shared by all tables."""

from collections.abc import Callable
from datetime import UTC, datetime
from enum import StrEnum
from functools import cache
from typing import Annotated, Any

from sqlalchemy import Connection, DateTime, Dialect, Enum, Text, event, inspect
from sqlalchemy.engine.default import DefaultExecutionContext
from sqlalchemy.orm import MappedColumn, Mapper, mapped_column
from sqlalchemy.types import TypeDecorator

from hackathon.core.extensions import Base
from hackathon.core.text.characters import clean_name, clean_text


class CleanText(TypeDecorator[str]):
    """A text of several lines, stored without control characters and bidirectional marks."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:  # noqa: ARG002 -- SQLAlchemy's signature
        """Return the text as it is stored."""
        return None if value is None else clean_text(value)


class CleanName(CleanText):
    """A name or title, stored without invisible characters except the joiners that some scripts need."""

    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:  # noqa: ARG002 -- SQLAlchemy's signature
        """Return the name as it is stored."""
        return None if value is None else clean_name(value)


Key = Annotated[int, mapped_column(primary_key=True)]
Name = Annotated[str, mapped_column(CleanName)]
Words = Annotated[str, mapped_column(CleanText)]
Document = Annotated[str, mapped_column(Text)]
"""A text written and read by programs."""


class Instant(TypeDecorator[datetime]):
    """A moment, stored in UTC; naive datetimes are rejected."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002 -- SQLAlchemy's signature
        """Return the moment as it is stored."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"{value} does not say in which zone it is")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002 -- SQLAlchemy's signature
        """Return the moment with its zone; SQLite drops the zone, which is always UTC."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


def by_value(kind: type[StrEnum], *, name: str = "") -> Enum:
    """Return the column type of an enumeration, stored by value and checked by the database.

    If a table has several such columns, each needs its own name for the check.
    """
    return Enum(
        kind,
        name=name or kind.__name__.lower(),
        native_enum=False,
        create_constraint=True,
        length=32,
        values_callable=lambda members: [member.value for member in members],
    )


def derived(function: Callable[..., Any], *sources: str, **options: Any) -> MappedColumn[Any]:  # noqa: ANN401 -- SQLAlchemy's own
    """Return a column that is computed from others of its row whenever those are written.

    It is stored so that the database can sort and search by it, and is not part of the user's data.
    """

    def at_first(context: DefaultExecutionContext) -> Any:  # noqa: ANN401 -- of whatever type the column is
        written = context.get_current_parameters()  # type: ignore[no-untyped-call]  # SQLAlchemy's own
        return function(*(written.get(name) or "" for name in sources))

    return mapped_column(default=at_first, info={DERIVED: (function, sources)}, **options)


DERIVED = "derived"
"""The key in `info` that marks a derived column: its function and the columns that it takes."""


@event.listens_for(Base, "before_update", propagate=True)
def _derive(mapper: Mapper[Any], _connection: Connection, row: Base) -> None:
    """Recompute what is derived from the columns about to be written."""
    attributes = inspect(row).attrs
    for name, function, sources in _derived_in(mapper):
        if any(attributes[each].history.has_changes() for each in sources):
            setattr(row, name, function(*(getattr(row, each) or "" for each in sources)))


@cache
def _derived_in(mapper: Mapper[Any]) -> tuple[tuple[str, Callable[..., Any], tuple[str, ...]], ...]:
    found = ((column.key, column.info.get(DERIVED)) for column in mapper.local_table.columns)
    return tuple((name, *how) for name, how in found if how)
