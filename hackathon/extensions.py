"""Database, migrations, form tokens, sessions and limits: made once, bound to an application by app.py."""

import sqlite3
from typing import ClassVar

from flask import current_app
from flask_limiter import Limiter
from flask_limiter.util import get_remote_address
from flask_login import LoginManager
from flask_migrate import Migrate
from flask_sqlalchemy import SQLAlchemy
from flask_wtf import CSRFProtect
from sqlalchemy import Connection, Engine, MetaData, event
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


class Base(DeclarativeBase):
    """What every table's class is made from."""

    metadata: ClassVar[MetaData] = MetaData(naming_convention=NAMES)


db = SQLAlchemy(model_class=Base, disable_autonaming=True)
migrate = Migrate()
csrf = CSRFProtect()
login = LoginManager()
limiter = Limiter(get_remote_address, strategy="moving-window", in_memory_fallback_enabled=True)


def settings() -> Settings:
    """Return the settings of the application that is at work."""
    found: Settings = current_app.config["SETTINGS"]
    return found


@event.listens_for(Engine, "connect")
def _prepare(connection: object, _record: object) -> None:
    """Make SQLite keep what it acknowledged, keep its references whole, and wait for its turn."""
    if isinstance(connection, sqlite3.Connection):
        # SQLAlchemy says BEGIN itself (below); the driver's own idea of when to would start writes too late.
        connection.isolation_level = None
        for pragma in (
            "journal_mode=WAL",
            "synchronous=FULL",
            "foreign_keys=ON",
            "busy_timeout=10000",
        ):
            connection.execute(f"PRAGMA {pragma}")


@event.listens_for(Engine, "begin")
def _begin(connection: Connection) -> None:
    """Let a writing transaction take SQLite's one write lock at its start.

    A transaction that reads first and writes later fails at once with "database is
    locked" when another has written in between, whatever the busy timeout says.
    """
    if connection.dialect.name == "sqlite":
        writes = connection.get_execution_options().get("writes", False)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")
