"""Rows kept inside a test database, so that each test starts from them without building them again."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from flask import current_app
from sqlalchemy import text

from hackathon.agenda import views as agenda
from hackathon.agenda.live import views as live
from hackathon.core.extensions import Base, db, limiter
from hackathon.core.web.caching import page_cache
from hackathon.planning.problem.queries import case_cache
from hackathon.topics.votes import vote_counts


@dataclass
class Snapshot:
    """All rows at one moment, copied into tables beside the originals."""

    name: str
    filled: list[str] = field(default_factory=list)
    """The tables that had rows, parents first."""

    def take(self) -> None:
        """Copy the rows that the database holds now."""
        for table in _table_names():
            if db.session.execute(text(f'SELECT 1 FROM "{table}" LIMIT 1')).first():  # noqa: S608 -- our own tables
                self.filled.append(table)
                db.session.execute(text(f'CREATE TABLE "{self.name}_{table}" AS SELECT * FROM "{table}"'))  # noqa: S608 -- our own tables
        db.session.commit()

    def restore(self) -> None:
        """Fill the empty tables with the copies."""
        _run(
            [
                *(f'INSERT INTO "{table}" SELECT * FROM "{self.name}_{table}"' for table in self.filled),  # noqa: S608 -- our own tables
                # Triggers have counted what was copied, and added that to numbers which were right already.
                vote_counts.KEPT.recount,
            ]
        )

    def drop(self) -> None:
        """Give up the copies."""
        _run([f'DROP TABLE "{self.name}_{table}"' for table in self.filled])


@contextmanager
def kept(name: str) -> Iterator[Snapshot]:
    """Keep the rows that the block writes to the empty tables, and empty these again."""
    snapshot = Snapshot(name)
    yield snapshot
    snapshot.take()
    empty()


def empty() -> None:
    """Delete every row, and forget what was remembered of them: the next rows will have the same keys."""
    db.session.remove()
    clear_tables()
    limiter.reset()
    agenda.forget()
    live.forget()
    case_cache.clear()
    page_cache.forget(current_app)


def clear_tables() -> None:
    """Delete every row, in one round trip."""
    _run([f'DELETE FROM "{table}"' for table in reversed(_table_names())])  # noqa: S608 -- our own tables


def _table_names() -> list[str]:
    return [table.name for table in Base.metadata.sorted_tables]


def _run(statements: list[str]) -> None:
    """Run statements as one transaction on a connection of their own."""
    script = ";".join(statements)
    connection = db.engine.raw_connection()
    try:
        driver = connection.driver_connection
        assert driver is not None
        if isinstance(driver, sqlite3.Connection):
            # Checking references row by row takes most of the time, and the whole set is consistent.
            driver.executescript(
                f"PRAGMA foreign_keys=OFF; BEGIN IMMEDIATE; {script}; COMMIT; PRAGMA foreign_keys=ON;"
            )
        else:
            driver.execute(script)
            driver.commit()
    finally:
        connection.close()
