"""Flask extensions: created here, bound to an application by app.py."""

import sqlite3
from typing import ClassVar

from flask import current_app
from flask_limiter import Limiter
from flask_limiter.util import get_remote_address
from flask_login import LoginManager
from flask_sqlalchemy import SQLAlchemy
from flask_wtf import CSRFProtect
from sqlalchemy import Connection, Engine, MetaData, event, inspect
from sqlalchemy.orm import DeclarativeBase

from hackathon.config import Settings

# Constraints get the same names on every database, so that migrations can find them again.
NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}


BUSY_TIMEOUT = 10_000
"""Milliseconds that SQLite waits for its turn to write."""


class Base(DeclarativeBase):
    """The base class of every table."""

    metadata: ClassVar[MetaData] = MetaData(naming_convention=NAMES)

    @property
    def stored_key(self) -> int:
        """The row's numeric key, without reading the row again, as asking for the attribute might."""
        identity = inspect(self).identity
        if identity is None:
            raise ValueError(f"{self} is in no database yet")
        key: int = identity[0]
        return key

    @property
    def locked_events(self) -> tuple[int | None, ...]:
        """Keys of the events that a service locks before it changes this row."""
        return (getattr(self, "event_id", None),)

    @property
    def locked_people(self) -> tuple[int, ...]:
        """Keys of the people that a service locks before it changes this row."""
        return ()


db = SQLAlchemy(model_class=Base, disable_autonaming=True)
csrf = CSRFProtect()
login = LoginManager()
limiter = Limiter(get_remote_address, strategy="moving-window", in_memory_fallback_enabled=True)


def settings() -> Settings:
    """Return the settings of the application that is at work."""
    found: Settings = current_app.config["SETTINGS"]
    return found


@event.listens_for(Engine, "connect")
def _prepare(connection: object, _record: object) -> None:
    """Make SQLite keep what it acknowledged, overwrite what is deleted, and wait for its turn."""
    if isinstance(connection, sqlite3.Connection):
        # SQLAlchemy says BEGIN itself (below); the driver's own idea of when to would start writes too late.
        connection.isolation_level = None
        for pragma in (
            "journal_mode=WAL",
            "synchronous=FULL",
            "foreign_keys=ON",
            "secure_delete=ON",
            f"busy_timeout={BUSY_TIMEOUT}",
        ):
            connection.execute(f"PRAGMA {pragma}")  # not translated


@event.listens_for(Engine, "begin")
def _begin(connection: Connection) -> None:
    """Let a writing transaction take SQLite's one write lock at its start.

    A transaction that reads first and writes later fails at once with "database is
    locked" when another has written in between, whatever the busy timeout says.
    """
    if connection.dialect.name == "sqlite":
        writes = connection.get_execution_options().get("writes", False)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")
