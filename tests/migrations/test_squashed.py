"""The first migrations are one now: what it makes, and which databases it cannot upgrade."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from alembic.script import ScriptDirectory
from click.testing import CliRunner
from flask import Flask
from sqlalchemy import text

from hackathon.app import create_app
from hackathon.cli import main
from hackathon.config import PACKAGE, Settings
from hackathon.core.database import schema
from hackathon.core.extensions import db
from hackathon.migrations.squashed import SQUASHED, UPGRADE_FROM
from tests import databases

pytestmark = pytest.mark.postgresql


@pytest.fixture(params=list(databases.DATABASES))
def unmigrated(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Flask]:
    """A server whose database is empty."""
    with databases.DATABASES[request.param](tmp_path) as url:
        app = create_app(Settings.load({}, instance=str(tmp_path), database_url=url))
        with app.app_context():
            yield app
            db.session.remove()
            db.engine.dispose()


@pytest.mark.usefixtures("unmigrated")
def test_an_empty_database_gets_the_tables_of_the_models() -> None:
    schema.upgrade()

    assert schema.state() is schema.State.CURRENT
    assert schema.drift() == []


def test_a_database_older_than_the_squash_is_refused_with_the_commit_to_upgrade_from(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HACKATHON_INSTANCE", str(tmp_path))
    with create_app().app_context():
        db.session.execute(text("CREATE TABLE alembic_version (version_num VARCHAR(32))"))
        db.session.execute(text("INSERT INTO alembic_version VALUES ('20261121_give_roles')"))
        db.session.commit()
        db.engine.dispose()

    answer = CliRunner().invoke(main, ["db", "upgrade"])

    assert answer.exit_code == 1
    assert answer.output == (
        "This database is too old to upgrade directly (its revision is 20261121_give_roles). Check out "
        f"commit {UPGRADE_FROM} and run `hackathon db upgrade` there first. Then run it here again.\n"
    )


def test_what_was_squashed_is_no_migration_any_more() -> None:
    scripts = ScriptDirectory(str(PACKAGE / "migrations"))

    assert scripts.get_bases() == ["20261121_keep_badges"]
    assert SQUASHED & {script.revision for script in scripts.walk_revisions()} == set()
