"""The tables: whether they exist, upgrading them, and finding drift."""

import os
import sqlite3
from enum import StrEnum
from pathlib import Path
from typing import Any

from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from hackathon.core.extensions import BUSY_TIMEOUT, db, settings

READ_ONLY = "25006"
"""PostgreSQL's error code for a write in a read-only transaction."""
PATIENCE = 500
"""Milliseconds that a checkpoint waits for readers; writers have to wait just as long."""


class State(StrEnum):
    """Whether the database's tables match this program."""

    EMPTY = "empty"
    BEHIND = "behind"
    CURRENT = "current"


def state() -> State:
    """Return whether the database's tables match this program."""
    from hackathon.core.database import migrating  # noqa: PLC0415 -- slow import, and no web worker needs it

    settings().made_instance()
    found = migrating.current_revision()
    if found is None:
        return State.EMPTY
    return State.CURRENT if found == migrating.scripts().get_current_head() else State.BEHIND


def is_known() -> bool:
    """Whether the tables are of this or an earlier version of the program, and not of a later one."""
    from hackathon.core.database import migrating  # noqa: PLC0415 -- slow import, and no web worker needs it

    return migrating.current_revision() in {
        script.revision for script in migrating.scripts().walk_revisions()
    }


def upgrade() -> None:
    """Upgrade the tables; does nothing if they are current."""
    from hackathon.core.database import migrating  # noqa: PLC0415 -- slow import, and no web worker needs it

    settings().made_instance()
    migrating.upgrade()


def database_fault(error: DBAPIError) -> str:
    """Return a message that says why the database failed."""
    if is_read_only(error):
        return "The database can be read, but not written."  # not translated
    reason = (str(error.orig).strip() or type(error).__name__).splitlines()[0]
    return f"The database does not respond: {reason}."  # not translated


def is_read_only(error: DBAPIError) -> bool:
    """Whether a write failed because the database, its file or its folder is read-only."""
    if isinstance(error.orig, sqlite3.Error):
        return _reason(error.orig) == sqlite3.SQLITE_READONLY
    return getattr(error.orig, "sqlstate", None) == READ_ONLY


def is_writable() -> bool:
    """Whether the database accepts writes now; a busy one counts as writable."""
    with db.engine.connect() as connection:
        if connection.dialect.name != "sqlite":
            return bool(connection.scalar(text("SELECT current_setting('transaction_read_only') = 'off'")))
        file = Path(db.engine.url.database or "")
        if file.is_file() and not all(os.access(each, os.W_OK) for each in (file, file.parent)):
            return False
        # Goes directly to the driver, because a transaction of SQLAlchemy's would wait for its turn to write.
        driver: Any = connection.connection.driver_connection
        return _can_begin(driver)


def _can_begin(driver: sqlite3.Connection) -> bool:
    """Whether a write could begin now; nothing is written."""
    driver.execute("PRAGMA busy_timeout=0")
    try:
        driver.execute("BEGIN IMMEDIATE")
        # In a read-only SQLite file, a transaction can begin; only its first write fails.
        driver.execute("PRAGMA user_version=0")
    except sqlite3.OperationalError as error:
        return _reason(error) == sqlite3.SQLITE_BUSY
    finally:
        driver.rollback()
        driver.execute(f"PRAGMA busy_timeout={BUSY_TIMEOUT}")
    return True


def _reason(error: sqlite3.Error) -> int:
    """Return the reason, without SQLite's extended codes."""
    return getattr(error, "sqlite_errorcode", 0) & 0xFF


def checkpoint() -> bool:
    """Write SQLite's log into the main file and empty it; return False if readers still need the log.

    Until then, deleted data remains in the log. Other databases handle this themselves.
    """
    engine = db.engine
    if engine.dialect.name != "sqlite":
        return True
    # On its own connection and outside any transaction: nobody else may have to wait this long.
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.exec_driver_sql(f"PRAGMA busy_timeout={PATIENCE}")
        try:
            busy = connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)").scalar_one()
        finally:
            connection.invalidate()
    return not busy


def drift() -> list[str]:
    """Return every difference between the tables and the models, in Alembic's words."""
    from hackathon.core.database import migrating  # noqa: PLC0415 -- slow import, and no web worker needs it

    return migrating.drift()
