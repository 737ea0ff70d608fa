"""The tables themselves: whether they are there, bringing them up to date, and finding drift."""

from enum import StrEnum

import flask_migrate
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from flask import current_app

from hackathon.extensions import Base, db, settings


class State(StrEnum):
    """How the database's tables stand to this program's."""

    EMPTY = "empty"
    BEHIND = "behind"
    CURRENT = "current"


def state() -> State:
    """Return how the database's tables stand to this program's."""
    settings().made_instance()
    with db.engine.connect() as connection:
        found = MigrationContext.configure(connection).get_current_revision()
    if found is None:
        return State.EMPTY
    return State.CURRENT if found == _scripts().get_current_head() else State.BEHIND


def upgrade() -> None:
    """Bring the tables up to date; nothing happens where they are."""
    settings().made_instance()
    flask_migrate.upgrade()


def drift() -> list[str]:
    """Return every difference between the tables and what the models ask for, in Alembic's words."""
    from hackathon.migrations import comparing  # noqa: PLC0415 -- needed by this one command

    with db.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": comparing.compare_type})
        return [repr(difference) for difference in compare_metadata(context, Base.metadata)]


def _scripts() -> ScriptDirectory:
    return ScriptDirectory(current_app.extensions["migrate"].directory)
