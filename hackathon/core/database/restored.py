"""Whether this server was restored from a backup and is waiting for an administrator's release."""

from datetime import datetime

from sqlalchemy import ColumnElement, SQLColumnExpression, select

from hackathon.core.database.models.restoration import Restoration
from hackathon.core.extensions import db


def current() -> Restoration | None:
    """Return the restoration that has not been released yet, or None."""
    return db.session.scalar(select(Restoration).where(Restoration.released_at.is_(None)))


def is_from_before(made_at: SQLColumnExpression[datetime]) -> ColumnElement[bool]:
    """Whether a row came with a backup that has not been released yet."""
    later = Restoration.restored_at >= made_at
    return select(Restoration.id).where(Restoration.released_at.is_(None), later).exists()
