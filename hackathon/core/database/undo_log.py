"""The rows a service wrote, recorded so that they can be undone as long as nobody has changed them since.

A row is identified by its table and key. For a new row a digest is stored, for a changed row also the
previous values of its columns, for a deleted row all of it. The row's version number is left out: it only
ever grows, so that forms opened in between stay stale. Columns derived for sorting and searching, and counts
kept by database triggers, are left out too: they are updated again by the undo.
"""

import hashlib
import json
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Column, Table, Tuple, delete, event, insert, select, tuple_
from sqlalchemy.orm import Session, UOWTransaction
from sqlalchemy.types import TypeDecorator, TypeEngine

from hackathon.core.database import triggers
from hackathon.core.database.packing import packed, unpacked
from hackathon.core.extensions import Base, db

Written = list[dict[str, Any]]
"""What was written, as JSON-compatible data."""
RowKey = tuple[str, tuple[Any, ...]]
Row = Mapping[str, Any]

IGNORED = frozenset(
    {"version", "email_key", "sort_key", "look_key", "search_key", "affiliation_key", "search_text"}
)
"""Columns that only count changes, or that are derived from others."""
LOGS = frozenset({"activity", "page_import", "topic_merge", "topic_version"})
"""Log tables, which keep their rows when a change is undone."""
_AT_ONCE = 500


class RowsChanged(Exception):  # noqa: N818 -- it names an outcome, not a fault
    """Rows that no longer have the values that were written, by table; of deleted rows, the key."""

    def __init__(self, rows: Iterable[tuple[str, Row]]) -> None:
        super().__init__("something changed since")
        self.rows = tuple(rows)


class Journal:
    """The rows that a session writes while recording."""

    def __init__(self) -> None:
        self._new: dict[RowKey, None] = {}
        self._before: dict[RowKey, Row] = {}

    def note_new(self, row: Base) -> None:
        """Record a row that was written without the session's knowledge."""
        self._new[_key_of(row)] = None

    def written(self) -> Written:
        """Return everything written so far."""
        db.session.flush()
        new = [key for key in self._new if key not in self._before]
        now = _rows([*new, *self._before])
        found = [_entry(key, now=_digest(now[key])) for key in new if key in now]
        for key, before in self._before.items():
            if key not in now:
                found.append(_entry(key, before=before))
            elif old := {name: was for name, was in _told(before).items() if now[key][name] != was}:
                found.append(_entry(key, before=old, now=_digest(now[key], old)))
        return found

    def read(self, session: Session, _context: UOWTransaction, _instances: object) -> None:
        """Read the stored values of all rows that are about to change."""
        keys = (_key_of(row) for row in (*session.dirty, *session.deleted) if _name_of(row) not in LOGS)
        self._before.update(_rows(key for key in keys if key not in self._before and key not in self._new))

    def note(self, session: Session, _context: UOWTransaction) -> None:
        """Record the new rows, which have their keys now."""
        self._new.update({_key_of(row): None for row in session.new if _name_of(row) not in LOGS})


@contextmanager
def listening() -> Iterator[Journal]:
    """Record the rows written inside."""
    journal, session = Journal(), db.session()
    session.flush()
    event.listen(session, "before_flush", journal.read)
    event.listen(session, "after_flush", journal.note)
    try:
        yield journal
    finally:
        event.remove(session, "before_flush", journal.read)
        event.remove(session, "after_flush", journal.note)


def take_back(written: Written) -> None:
    """Restore the rows to their state before the recorded changes.

    Raises Changed if a row has changed since, or other rows now refer to a new one.
    """
    entries = {(each["table"], tuple(each["key"])): each for each in written}
    now = _rows(key for key, each in entries.items() if each["now"])
    changed = [
        (key[0], now.get(key) or _as_row(key))
        for key, each in entries.items()
        if each["now"] and (key not in now or _digest(now[key], each["before"]) != each["now"])
    ]
    if changed:
        raise RowsChanged(changed)
    _restore({key: each["before"] for key, each in entries.items() if each["now"] and each["before"]})
    _remove([key for key, each in entries.items() if not each["before"]])
    _bring_back([(key[0], each["before"]) for key, each in entries.items() if not each["now"]])
    db.session.expire_all()


def _restore(before: Mapping[RowKey, Row]) -> None:
    """Restore the columns of rows through the session, which counts this as another change."""
    for name, keys in _by_table(before).items():
        model = next(each.class_ for each in Base.registry.mappers if each.local_table is _table(name))
        columns = list(_table(name).primary_key)
        for some in _chunks(keys):
            rows = db.session.scalars(select(model).where(_among(columns, some))).all()
            for row in rows:
                for column, value in _unpacked(_table(name), before[_key_of(row)]).items():
                    setattr(row, column, value)
    db.session.flush()


def _bring_back(rows: Iterable[tuple[str, Row]]) -> None:
    """Insert deleted rows again if everything they refer to still exists."""
    whole = [(_table(name), _unpacked(_table(name), before)) for name, before in rows]
    parents: dict[RowKey, tuple[str, Row]] = {}
    for table, row in whole:
        for foreign in table.foreign_keys:
            if row[foreign.parent.name] is not None:
                parents[foreign.column.table.name, (row[foreign.parent.name],)] = (table.name, row)
    there = _rows(parents)
    orphans = [orphan for parent, orphan in parents.items() if parent not in there]
    if orphans:
        raise RowsChanged(orphans)
    counted = triggers.kept_columns()
    for table, row in whole:
        values = {name: value for name, value in row.items() if name not in counted}
        db.session.execute(insert(table).values(values))


def _remove(keys: Collection[RowKey]) -> None:
    new = set(keys)
    tables = _by_table(keys)
    dependents = [each for name, some in tables.items() for each in _dependents(name, some, new)]
    if dependents:
        raise RowsChanged(dependents)
    for table in reversed(Base.metadata.sorted_tables):
        for some in _chunks(tables.get(table.name, [])):
            db.session.execute(delete(table).where(_among(list(table.primary_key), some)))


def _dependents(name: str, keys: list[tuple[Any, ...]], new: set[RowKey]) -> Iterator[tuple[str, Row]]:
    """Yield rows that refer to one of these and are not new themselves."""
    for table in Base.metadata.sorted_tables:
        for foreign in table.foreign_keys:
            if table.name in LOGS or foreign.column.table.name != name:
                continue
            for some in _chunks(keys):
                found = select(table).where(foreign.parent.in_([key[0] for key in some]))
                for row in db.session.execute(found).mappings():
                    if (table.name, tuple(row[each.name] for each in table.primary_key)) not in new:
                        yield table.name, dict(row)


def _name_of(row: Base) -> str:
    name: str = row.__tablename__
    return name


def _key_of(row: Base) -> RowKey:
    name = _name_of(row)
    return name, tuple(getattr(row, each.name) for each in _table(name).primary_key)


def _as_row(key: RowKey) -> Row:
    columns = (each.name for each in _table(key[0]).primary_key)
    return dict(zip(columns, key[1], strict=True))


def _entry(key: RowKey, *, before: Row | None = None, now: str = "") -> dict[str, Any]:
    held = {name: packed(value) for name, value in (before or {}).items()}
    return {"table": key[0], "key": list(key[1]), "before": held, "now": now}


def _digest(row: Row, columns: Collection[str] = ()) -> str:
    """Return a short digest of the row, or of some of its columns."""
    held = {name: packed(value) for name, value in _told(row).items()}
    said = {name: value for name, value in held.items() if not columns or name in columns}
    return hashlib.sha256(json.dumps(said, sort_keys=True).encode()).hexdigest()


def _told(row: Row) -> Row:
    """Return the values that someone wrote into a row."""
    ignored = IGNORED | triggers.kept_columns()
    return {name: value for name, value in row.items() if name not in ignored}


def _rows(keys: Iterable[RowKey]) -> dict[RowKey, Row]:
    found: dict[RowKey, Row] = {}
    for name, some_keys in _by_table(keys).items():
        table = _table(name)
        columns = list(table.primary_key)
        for some in _chunks(some_keys):
            for row in db.session.execute(select(table).where(_among(columns, some))).mappings():
                found[name, tuple(row[each.name] for each in columns)] = dict(row)
    return found


def _among(columns: list[Column[Any]], keys: list[tuple[Any, ...]]) -> Any:  # noqa: ANN401 -- SQLAlchemy's own
    if len(columns) == 1:
        return columns[0].in_([key[0] for key in keys])
    row: Tuple = tuple_(*columns)
    return row.in_(keys)


def _by_table(keys: Iterable[RowKey]) -> dict[str, list[tuple[Any, ...]]]:
    found = defaultdict(list)
    for name, key in keys:
        found[name].append(key)
    return found


def _chunks(keys: list[tuple[Any, ...]]) -> Iterator[list[tuple[Any, ...]]]:
    for start in range(0, len(keys), _AT_ONCE):
        yield keys[start : start + _AT_ONCE]


def _table(name: str) -> Table:
    return Base.metadata.tables[name]


def _unpacked(table: Table, values: Row) -> dict[str, Any]:
    return {name: unpacked(value, _kind(table.c[name].type)) for name, value in values.items()}


def _kind(column: TypeEngine[Any]) -> type[Any]:
    return (column.impl_instance if isinstance(column, TypeDecorator) else column).python_type
