"""Copying all rows between databases of either kind, verified by counts and checksums.

A backup is always an SQLite database with the tables of this program, and two more tables that describe it.
"""

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from enum import Enum
from typing import Any

from sqlalchemy import (
    JSON,
    Column,
    Connection,
    Insert,
    Integer,
    MetaData,
    RowMapping,
    Table,
    Text,
    bindparam,
    func,
    insert,
    inspect,
    select,
    text,
)
from sqlalchemy import table as named
from sqlalchemy.schema import AddConstraint, DropConstraint

from hackathon.core.database import triggers
from hackathon.core.errors import BadBackup
from hackathon.core.extensions import Base

FORMAT = "hackathon backup 1"
NONE = "This file is not a backup made by “hackathon backup”."  # not translated
LATER = "This backup was made by a later version of hackathon. Update this program first."  # not translated
NOT_EMPTY = "This server isn't empty. A backup can only be restored into an empty one."  # not translated
AT_ONCE = 200
"""Rows in memory at the same time; some contain a whole PDF of the agenda."""
SUM = 2**256

_ours = MetaData()
ABOUT = Table("backup", _ours, Column("name", Text, primary_key=True), Column("value", Text, nullable=False))
TALLY = Table(
    "backup_table",
    _ours,
    Column("name", Text, primary_key=True),
    Column("rows", Integer, nullable=False),
    Column("checksum", Text, nullable=False),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class TableCount:
    """The number of rows in a table, and a checksum of them that doesn't depend on their order."""

    rows: int
    checksum: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Backup:
    """A backup's metadata."""

    made_at: datetime
    signing_key: str
    """The key with which that server signs; None if it comes from a setting."""
    tallies: Mapping[str, TableCount]

    @property
    def rows(self) -> int:
        """The total number of rows."""
        return sum(each.rows for each in self.tallies.values())


def write(*, source: Connection, target: Connection, signing_key: str, now: datetime) -> Backup:
    """Copy a consistent snapshot while others write; the target has tables but no rows.

    The source's transaction sees the same snapshot until it ends.
    """
    tallies = _copy(source, target)
    _ours.create_all(target)
    about = {"format": FORMAT, "made_at": now.isoformat(), "signing_key": signing_key}
    target.execute(insert(ABOUT), [{"name": name, "value": value} for name, value in about.items()])
    target.execute(
        insert(TALLY),
        [
            {"name": name, "rows": each.rows, "checksum": each.checksum}
            for name, each in sorted(tallies.items())
        ],
    )
    return Backup(made_at=now, signing_key=signing_key, tallies=tallies)


def read(source: Connection) -> Backup:
    """Return a backup's metadata; raises BadBackup for any other file."""
    if not {ABOUT.name, TALLY.name} <= set(inspect(source).get_table_names()):
        raise BadBackup(NONE)
    about = {row.name: row.value for row in source.execute(select(ABOUT))}
    if about.get("format") != FORMAT:
        raise BadBackup(LATER)
    return Backup(
        made_at=datetime.fromisoformat(about["made_at"]),
        signing_key=about["signing_key"],
        tallies={
            row.name: TableCount(rows=row.rows, checksum=row.checksum)
            for row in source.execute(select(TALLY))
        },
    )


def verify(source: Connection, backup: Backup, *, is_current: bool) -> None:
    """Recount the rows; raises BadBackup, naming the first table that differs.

    If the backup's tables are those of this version, checksums are verified as well.
    """
    if source.execute(text("PRAGMA integrity_check")).scalar() != "ok":
        raise BadBackup("This backup is damaged: SQLite can't read it whole.")  # not translated
    for name, tally in backup.tallies.items():
        ours = Base.metadata.tables.get(name)
        if is_current and ours is not None:
            is_same = _tally(source, ours) == tally
        else:
            count = select(func.count()).select_from(named(name))
            is_same = source.execute(count).scalar_one() == tally.rows
        if not is_same:
            raise BadBackup(f"This backup is damaged: “{name}” isn't as it was written.")  # not translated


def restore(*, source: Connection, target: Connection) -> int:
    """Copy everything into a database with tables and no rows; return the number of rows.

    The written rows are read back and compared. Raises BadBackup if the database has rows.
    """
    for table in Base.metadata.sorted_tables:
        if target.execute(select(table).limit(1)).first() is not None:
            raise BadBackup(NOT_EMPTY)
    _without_references(target)
    tallies = _copy(source, target)
    _with_references(target)
    for table in Base.metadata.sorted_tables:
        if _tally(target, table) != tallies[table.name]:
            what = f"“{table.name}” was not restored as it is in the backup."  # not translated
            raise BadBackup(f"{what} Nothing was changed.")  # not translated
    return sum(each.rows for each in tallies.values())


def _copy(source: Connection, target: Connection) -> dict[str, TableCount]:
    tallies = {table.name: _copied(source, target, table) for table in Base.metadata.sorted_tables}
    # While copying, the target's triggers increased counts that were right already.
    triggers.recount(target)
    return tallies


def _copied(source: Connection, target: Connection, table: Table) -> TableCount:
    count, total = 0, 0
    for rows in _rows(source, table):
        target.execute(_insert(table), [dict(row) for row in rows])
        count, total = count + len(rows), (total + sum(map(_sum, rows))) % SUM
    return TableCount(rows=count, checksum=f"{total:064x}")


def _insert(table: Table) -> Insert:
    # A missing JSON value stays SQL's NULL; by default, SQLAlchemy would write JSON's null.
    missing = {
        each.name: bindparam(each.name, type_=JSON(none_as_null=True)) for each in table.c if _is_json(each)
    }
    others = {each.name: bindparam(each.name, type_=each.type) for each in table.c if not _is_json(each)}
    return insert(table).values({**others, **missing})


def _is_json(column: Column[Any]) -> bool:
    return isinstance(column.type, JSON)


def _tally(connection: Connection, table: Table) -> TableCount:
    count, total = 0, 0
    for rows in _rows(connection, table):
        count, total = count + len(rows), (total + sum(map(_sum, rows))) % SUM
    return TableCount(rows=count, checksum=f"{total:064x}")


def _rows(connection: Connection, table: Table) -> Iterator[list[RowMapping]]:
    found = connection.execute(select(table).execution_options(yield_per=AT_ONCE))
    for rows in found.mappings().partitions(AT_ONCE):
        yield list(rows)


def _sum(row: RowMapping) -> int:
    written = json.dumps({name: _plain(value) for name, value in row.items()}, sort_keys=True)
    return int.from_bytes(hashlib.sha256(written.encode()).digest())


def _plain(value: Any) -> Any:  # noqa: ANN401 -- whatever a column holds
    """Return a value's representation that is the same on every database."""
    match value:
        case Enum():
            return value.value
        case datetime():
            return value.astimezone(UTC).isoformat()
        case date() | time():
            return value.isoformat()
        case bytes() | memoryview():
            return hashlib.sha256(value).hexdigest()
    return value


def _without_references(target: Connection) -> None:
    """Disable foreign keys, so that rows can be written in any order: a topic may refer to a later one."""
    if target.dialect.name == "sqlite":
        target.execute(text("PRAGMA defer_foreign_keys = ON"))
        return
    for table in Base.metadata.sorted_tables:
        for reference in table.foreign_key_constraints:
            target.execute(DropConstraint(reference))


def _with_references(target: Connection) -> None:
    """Check all foreign keys, and set the sequences so that new rows get keys after the copied ones."""
    if target.dialect.name == "sqlite":
        return  # deferred constraints are checked by the commit
    for table in Base.metadata.sorted_tables:
        for reference in table.foreign_key_constraints:
            # Isolated, it would be left out of every table that this process creates from the models later.
            target.execute(AddConstraint(reference, isolate_from_table=False))
        number = table.autoincrement_column
        if number is not None:
            last = select(func.coalesce(func.max(number), 0) + 1).scalar_subquery()
            sequence = func.pg_get_serial_sequence(table.name, number.name)
            target.execute(select(func.setval(sequence, last, False)))
