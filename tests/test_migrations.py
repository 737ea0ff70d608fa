"""Bringing a database that is in use up to date."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import flask_migrate
import pytest
from alembic.migration import MigrationContext
from alembic.operations import Operations
from alembic.script import ScriptDirectory
from flask import Flask
from sqlalchemy import text

from hackathon.app import create_app
from hackathon.config import PACKAGE, Settings
from hackathon.extensions import db
from hackathon.migrations.references import left_alone
from hackathon.services import schema

FIRST = "20261121_make_first_tables"
EVENT: dict[str, Any] = {
    "id": 1, "slug": "dublin-2013", "title": "Xen Hackathon", "kind": "hackathon", "about": "",
    "zone": "Europe/Dublin",
    "first_day": date(2013, 5, 16).isoformat(), "last_day": date(2013, 5, 17).isoformat(), "notice": "",
    "weight_must": 4, "weight_will": 2, "weight_maybe": 1, "percent_invited": 50, "percent_maybe": 50,
    "cost_loss": 10, "cost_seat": 1, "cost_change": 20, "hue": 250,
    "made_at": "2013-05-01 12:00:00", "version": 1,
}  # fmt: skip
PERSON: dict[str, Any] = {
    "id": 1, "name": "Ian Campbell", "name_key": "ian campbell", "creates_events": False, "version": 1,
}  # fmt: skip
ATTENDANCE: dict[str, Any] = {
    "id": 1, "event_id": 1, "person_id": 1, "status": "confirmed", "is_organizer": True, "version": 1,
}  # fmt: skip
ROWS = {"event": EVENT, "person": PERSON, "attendance": ATTENDANCE}


@pytest.fixture
def first(tmp_path: Path) -> Iterator[Flask]:
    """A server whose SQLite database has the first tables, and an event with one organizer in them."""
    settings = Settings.load({}, instance=str(tmp_path), secret_key="a key for tests")  # noqa: S106 -- it guards nothing
    app = create_app(settings, TESTING=True)
    with app.app_context():
        settings.made_instance()
        flask_migrate.upgrade(revision=FIRST)
        for table, row in ROWS.items():
            names = ", ".join(row)
            values = ", ".join(f":{name}" for name in row)
            db.session.execute(text(f"INSERT INTO {table} ({names}) VALUES ({values})"), row)  # noqa: S608 -- our own words
        db.session.commit()
        yield app
        db.session.remove()
        db.engine.dispose()


@pytest.mark.usefixtures("first")
def test_references_are_enforced_after_an_upgrade_and_after_one_with_nothing_to_do() -> None:
    for _ in range(2):
        schema.upgrade()

        assert db.session.scalar(text("PRAGMA foreign_keys")) == 1
        db.session.remove()


@pytest.mark.usefixtures("first")
def test_an_upgrade_loses_no_row() -> None:
    schema.upgrade()

    kept = {table: db.session.execute(text(f"SELECT count(*) FROM {table}")).scalar() for table in ROWS}  # noqa: S608 -- our own words
    assert kept == dict.fromkeys(ROWS, 1)


@pytest.mark.usefixtures("first")
def test_a_table_made_anew_keeps_what_refers_to_it() -> None:
    with db.engine.connect() as connection, left_alone(connection):
        migration = MigrationContext.configure(connection)
        with (
            migration.begin_transaction(),
            Operations(migration).batch_alter_table("event", recreate="always"),
        ):
            pass

    assert db.session.execute(text("SELECT count(*) FROM attendance")).scalar() == 1
    assert db.session.execute(text("PRAGMA foreign_keys")).scalar() == 1


def test_alembic_can_keep_every_name() -> None:
    scripts = ScriptDirectory(str(PACKAGE / "migrations"))

    # PostgreSQL refuses a longer one, half-way through an upgrade; SQLite takes it.
    assert [each.revision for each in scripts.walk_revisions() if len(each.revision) > 32] == []
