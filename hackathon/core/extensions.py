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

# Constraints have the same names on every database, so that migrations can refer to them.
NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}


BUSY_TIMEOUT = 10_000
"""Milliseconds that SQLite waits for the write lock."""


class Base(DeclarativeBase):
    """The base class of every table."""

    metadata: ClassVar[MetaData] = MetaData(naming_convention=NAMES)

    @property
    def stored_key(self) -> int:
        """The row's numeric key; unlike the attribute, it is never read from the database again."""
        identity = inspect(self).identity
        if identity is None:
            raise ValueError(f"{self} is in no database yet")
        key: int = identity[0]
        return key

    @property
    def locked_events(self) -> tuple[int | None, ...]:
        """The keys of the events that a service locks before it changes this row."""
        return (getattr(self, "event_id", None),)

    @property
    def locked_people(self) -> tuple[int, ...]:
        """The keys of the people that a service locks before it changes this row."""
        return ()


db = SQLAlchemy(model_class=Base, disable_autonaming=True)
csrf = CSRFProtect()
login = LoginManager()
limiter = Limiter(get_remote_address, strategy="moving-window", in_memory_fallback_enabled=True)


def settings() -> Settings:
    """Return the settings of the current application."""
    found: Settings = current_app.config["SETTINGS"]
    return found


@event.listens_for(Engine, "connect")
def _prepare(connection: object, _record: object) -> None:
    """Make SQLite durable, overwrite deleted data, and wait for its lock."""
    if isinstance(connection, sqlite3.Connection):
        # SQLAlchemy emits BEGIN itself (see below); the driver would begin write transactions too late.
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
    """Make a write transaction take SQLite's single write lock when it begins.

    A transaction that reads first and writes later fails immediately with "database is locked" if another one
    has written in between, whatever the busy timeout is.
    """
    if connection.dialect.name == "sqlite":
        writes = connection.get_execution_options().get("writes", False)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")
