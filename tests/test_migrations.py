"""Bringing a database that is in use up to date."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from alembic.migration import MigrationContext
from alembic.operations import Operations
from alembic.script import ScriptDirectory
from flask import Flask
from sqlalchemy import select, text

from hackathon.accounts.models import Person
from hackathon.app import create_app
from hackathon.config import PACKAGE, Settings
from hackathon.core.database import migrating, schema, triggers
from hackathon.core.extensions import db
from hackathon.core.text import collation
from hackathon.migrations.references import left_alone
from hackathon.topics.votes import vote_counts

FIRST = "20261121_keep_badges"
EVENT: dict[str, Any] = {
    "id": 1, "slug": "dublin-2013", "title": "Xen Hackathon", "kind": "hackathon", "about": "",
    "zone": "Europe/Dublin",
    "first_day": date(2013, 5, 16).isoformat(), "last_day": date(2013, 5, 17).isoformat(), "notice": "",
    "weight_must": 4, "weight_will": 2, "weight_maybe": 1, "percent_invited": 50, "percent_maybe": 50,
    "cost_loss": 10, "cost_seat": 1, "cost_change": 20, "hue": 250,
    "registration": "closed", "offer_hours": 24, "most_in_a_row": 0, "room_change_minutes": 0,
    "made_at": "2013-05-01 12:00:00", "version": 1,
}  # fmt: skip
PERSON: dict[str, Any] = {
    "id": 1, "name": "Ian Campbell", "name_key": "ian campbell", "creates_events": False,
    "is_administrator": False, "version": 1,
}  # fmt: skip
ATTENDANCE: dict[str, Any] = {
    "id": 1, "event_id": 1, "person_id": 1, "status": "confirmed", "role": "organizer",
    "is_remote": False, "is_shown": True, "is_approved": False, "offers_lapsed": 0, "calendar_sequence": 0,
    "version": 1,
}  # fmt: skip
ROWS = {"event": EVENT, "person": PERSON, "attendance": ATTENDANCE}


@pytest.fixture
def first(tmp_path: Path) -> Iterator[Flask]:
    """A server whose SQLite database has the first tables, and an event with one organizer in them."""
    settings = Settings.load({}, instance=str(tmp_path), secret_key="a key for tests")  # noqa: S106 -- it guards nothing
    app = create_app(settings, TESTING=True)
    with app.app_context():
        settings.made_instance()
        migrating.upgrade(FIRST)
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


def add_a_vote() -> None:
    """Add a topic, and a vote for it by somebody on the list, to the tables of then."""
    texts = ("description", "outcomes", "steps", '"references"', "skills", "difficulty", "forum", "chat")
    rows = {
        "topic": {
            "id": 1,
            "event_id": 1,
            "number": 1,
            "title": "Live migration",
            "length": 1,
            "needs": "[]",
            **dict.fromkeys((*texts, "contact_note", "verified", "search_text"), ""),
            "programme": "not_applicable",
            "is_plenary": False,
            "may_run_twice": False,
            "version": 1,
            "made_at": "2013-05-01 12:00:00",
        },
        "vote": {
            "topic_id": 1,
            "person_id": 1,
            "choice": "must",
            "note": "",
            "from_page": False,
            "cast_at": "2013-05-01 12:00:00",
        },
    }
    for table, row in rows.items():
        values = ", ".join(f":{name}".replace('"', "") for name in row)
        plain = {name.replace('"', ""): value for name, value in row.items()}
        db.session.execute(text(f"INSERT INTO {table} ({', '.join(row)}) VALUES ({values})"), plain)  # noqa: S608 -- our own words
    db.session.commit()


@pytest.mark.usefixtures("first")
def test_an_upgrade_counts_the_votes_and_a_later_one_keeps_the_triggers() -> None:
    migrating.upgrade("20261130_archive_events")
    add_a_vote()
    schema.upgrade()
    counted = db.session.scalar(text("SELECT votes_counted FROM topic"))
    db.session.rollback()
    with triggers.set_aside():
        db.session.execute(text("DELETE FROM vote"))  # as another server may, while tables are changed
        db.session.commit()

    made = db.session.execute(text("SELECT sql FROM sqlite_master WHERE type = 'trigger' ORDER BY name"))
    assert sorted(made.scalars()) == sorted(vote_counts.KEPT.create["sqlite"])
    assert (counted, db.session.scalar(text("SELECT votes_counted FROM topic"))) == (1, 0)


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


@pytest.mark.usefixtures("first")
def test_addresses_get_the_key_by_which_they_are_compared() -> None:
    addresses = {
        2: "ian@xen.example", 3: "hans@stra\u00dfe.example", 4: "HANS@xn--strae-oqa.example",
        5: "stefan@\u017ftrato.example", 6: None,
    }  # fmt: skip
    for key, email in addresses.items():
        row = {**PERSON, "id": key, "email": email}
        names, values = ", ".join(row), ", ".join(f":{name}" for name in row)
        db.session.execute(text(f"INSERT INTO person ({names}) VALUES ({values})"), row)  # noqa: S608 -- our own words
    db.session.execute(
        text(
            "INSERT INTO sign_in_link (email, guesses, digest, leads_to, made_at, runs_out_at)"
            " VALUES ('stefan@xen.example', 0, 'x', '/', '2013-05-01', '2013-05-02')"
        )
    )
    db.session.commit()

    schema.upgrade()

    found = db.session.execute(text("SELECT id, email, email_key FROM person WHERE id > 1 ORDER BY id")).all()
    assert [tuple(row) for row in found] == [
        (2, "ian@xen.example", "ian@xen.example"),
        (3, "hans@stra\u00dfe.example", "hans@xn--strae-oqa.example"),
        (4, None, None),
        (5, "stefan@\u017ftrato.example", "stefan@\u017ftrato.example"),
        (6, None, None),
    ]
    # It was mailed to a comparison key, which may be the mailbox of somebody else.
    assert db.session.scalar(text("SELECT count(*) FROM sign_in_link")) == 0


def test_alembic_can_keep_every_name() -> None:
    scripts = ScriptDirectory(str(PACKAGE / "migrations"))

    # PostgreSQL refuses a longer one, half-way through an upgrade; SQLite takes it.
    assert [each.revision for each in scripts.walk_revisions() if len(each.revision) > 32] == []


@pytest.mark.usefixtures("first")
def test_an_upgrade_sorts_and_finds_the_names_that_are_there_and_takes_what_nobody_sees_out_of_them() -> None:
    db.session.execute(text("UPDATE person SET name = :name"), {"name": "\u202eŁukasz\u200b Kühle"})
    db.session.commit()

    schema.upgrade()

    person = db.session.scalars(select(Person)).one()
    assert person.name == "Łukasz Kühle"
    assert person.name_key == "łukasz kühle"
    assert person.search_key == "lukasz kuhle"
    assert person.sort_key == collation.sort_key("Łukasz Kühle")
