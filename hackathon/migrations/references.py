"""Changing a table on SQLite without losing rows that refer to it."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Connection


@contextmanager
def left_alone(connection: Connection) -> Iterator[None]:
    """Let a table be dropped and made again, as a batch does on SQLite, and keep the rows that refer to it.

    With references enforced, dropping an event's table would delete everything that the event has.
    Raises ValueError for a reference that leads nowhere afterwards. The connection is not used again: while
    a transaction is open SQLite does not hear that references are to be enforced, and every new one does.
    """
    driver = connection.connection.driver_connection
    if not isinstance(driver, sqlite3.Connection):
        yield
        return
    # Said to the driver, because inside a transaction SQLite does not hear it.
    driver.execute("PRAGMA foreign_keys=OFF")
    try:
        yield
        broken = driver.execute("PRAGMA foreign_key_check").fetchall()
        if broken:
            raise ValueError(f"references that lead nowhere after the migration: {broken[:5]}")
    finally:
        connection.invalidate()
