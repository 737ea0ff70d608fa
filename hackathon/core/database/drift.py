"""How Alembic writes and compares our own column types."""

from typing import Literal

import sqlalchemy as sa
from alembic.autogenerate.api import AutogenContext

from hackathon.core.database.types import CleanText, Instant


def render_item(kind: str, item: object, _context: AutogenContext) -> str | Literal[False]:
    """Write our own types as plain ones, so that a migration imports nothing of ours."""
    if kind == "type" and isinstance(item, Instant):
        return "sa.DateTime(timezone=True)"
    if kind == "type" and isinstance(item, CleanText):
        return "sa.Text()"
    return False


def compare_type(
    _context: object, _inspected: object, _column: object, found: object, wanted: object
) -> bool | None:
    """Treat both forms of an Instant as equal: SQLite has no time zones, PostgreSQL does."""
    if isinstance(wanted, Instant):
        return not isinstance(found, sa.DateTime)
    return None
