"""Running Alembic: upgrading and downgrading tables, and comparing them with the models."""

import flask_migrate
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from flask import current_app

from hackathon.config import PACKAGE
from hackathon.core.database import triggers
from hackathon.core.database.drift import compare_type
from hackathon.core.extensions import Base, db

FOLDER = PACKAGE / "migrations"


def current_revision() -> str | None:
    """Return the current revision of the database; None if it is empty."""
    with db.engine.connect() as connection:
        return MigrationContext.configure(connection).get_current_revision()


def scripts() -> ScriptDirectory:
    """Return the directory of migrations."""
    return ScriptDirectory(str(FOLDER))


def upgrade(revision: str = "head") -> None:
    """Upgrade the tables to a revision; does nothing if they are at it."""
    _prepare()
    if revision == "head" and current_revision() == scripts().get_current_head():
        return
    with triggers.set_aside():
        flask_migrate.upgrade(revision=revision)


def downgrade() -> None:
    """Revert the last migration."""
    _prepare()
    with triggers.set_aside():
        flask_migrate.downgrade()


def drift() -> list[str]:
    """Return every difference between the tables and the models, in Alembic's words."""
    with db.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": compare_type})
        return [repr(difference) for difference in compare_metadata(context, Base.metadata)]


def _prepare() -> None:
    """Tell Flask-Migrate where our migrations are."""
    if "migrate" not in current_app.extensions:
        flask_migrate.Migrate(current_app, db, directory=str(FOLDER))
