"""A database as commit c240c39 left it: the Dublin event, planned twice and published twice.

The rows come from that commit's own code: `hackathon demo`, then a merge of two people and of two topics, a
topic split, an order, an announcement, badges, a device, a feed key, a second plan and a second publication.
The feeds are those of the second revision; the printed sheets are left out.
"""

import base64
import gzip
import json
from collections.abc import Iterable
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy import Connection, MetaData, Table

REVISION = "20261121_keep_badges"
ROWS: dict[str, list[dict[str, Any]]] = json.loads(
    gzip.decompress((Path(__file__).parent / "filled-c240c39.json.gz").read_bytes())
)
FEEDS = {row["name"]: base64.b64decode(row["content"]) for row in ROWS["revision_file"]}
SECRET_KEY = "a key for tests"  # noqa: S105 -- it guards nothing
FROM_JSON = {
    sa.LargeBinary: base64.b64decode,
    sa.DateTime: datetime.fromisoformat,
    sa.Date: date.fromisoformat,
    sa.Time: time.fromisoformat,
    sa.Boolean: bool,
    sa.JSON: json.loads,
}


def fill(connection: Connection) -> None:
    """Write the rows to a database whose tables are at that revision."""
    tables = MetaData()
    tables.reflect(connection)
    for table in tables.sorted_tables:
        rows = [_converted(table, row) for row in ROWS.get(table.name, ())]
        if table.name == "revision_file":
            rows = [{**row, "zipped": gzip.compress(row["content"])} for row in rows]
        if rows:
            connection.execute(table.insert().values(rows))
    if connection.dialect.name == "postgresql":
        _advance_sequences(connection, tables.sorted_tables)


def _converted(table: Table, row: dict[str, Any]) -> dict[str, Any]:
    return {name: _value(table.c[name].type, value) for name, value in row.items()}


def _value(kind: sa.types.TypeEngine[Any], value: Any) -> Any:  # noqa: ANN401 -- what JSON holds
    if value is None:
        return None
    return next((read(value) for of, read in FROM_JSON.items() if isinstance(kind, of)), value)  # type: ignore[operator]  # one per type


def _advance_sequences(connection: Connection, tables: Iterable[Table]) -> None:
    """Let PostgreSQL give new rows ids that are still free."""
    for table in tables:
        if "id" in table.c:
            connection.execute(
                sa.text(
                    f"SELECT setval(pg_get_serial_sequence('{table.name}', 'id'), max(id)) FROM {table.name}"  # noqa: S608 -- our own names
                )
            )
