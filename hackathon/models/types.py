"""The few kinds of column that all tables share."""

from datetime import UTC, datetime
from enum import StrEnum
from typing import Annotated

from sqlalchemy import DateTime, Dialect, Enum, Text
from sqlalchemy.orm import mapped_column
from sqlalchemy.types import TypeDecorator

Key = Annotated[int, mapped_column(primary_key=True)]
Words = Annotated[str, mapped_column(Text)]


class Instant(TypeDecorator[datetime]):
    """A moment, kept in UTC; a datetime that does not know its zone is refused."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002 -- SQLAlchemy's signature
        """Return the moment as it is written."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"{value} does not say in which zone it is")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002 -- SQLAlchemy's signature
        """Return the moment as it was written; SQLite forgets the zone, which is always UTC."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


def by_value(kind: type[StrEnum], *, name: str = "") -> Enum:
    """Return the column type of an enumeration, kept as its value and checked by the database.

    Of several such columns in one table each gives its check a name.
    """
    return Enum(
        kind,
        name=name or kind.__name__.lower(),
        native_enum=False,
        create_constraint=True,
        length=32,
        values_callable=lambda members: [member.value for member in members],
    )
