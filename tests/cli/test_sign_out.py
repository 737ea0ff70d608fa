"""Whoever runs the server can end all that somebody is signed in to."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from sqlalchemy import func, select

from hackathon.accounts.devices import services as devices
from hackathon.accounts.devices.models import Device
from hackathon.app import close_connections, create_app
from hackathon.cli import main
from hackathon.cli.events import find_person
from hackathon.config import Settings
from hackathon.core.extensions import db
from tests import migrated

NOW = datetime(2027, 5, 16, 9, tzinfo=UTC)


def run(*words: str) -> Result:
    """Run a command."""
    return CliRunner().invoke(main, list(words), prog_name="hackathon", catch_exceptions=False)


def test_somebody_is_signed_out_on_all_their_devices_and_nobody_else_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HACKATHON_INSTANCE", str(tmp_path))
    migrated.copied_where_empty(monkeypatch)
    for who in ("olga@example.org", "ann@example.org"):
        assert run("sign-in-link", who, "--organizer").exit_code == 0
    app = create_app(Settings.load({}, instance=str(tmp_path)))
    with app.app_context():
        olga, ann = find_person("olga@example.org"), find_person("ann@example.org")
        for person, words in ((olga, "Phone"), (olga, "Laptop"), (ann, "Phone")):
            devices.sign_in(person=person, words=words, now=NOW)

        signed_out, nobody = run("sign-out", "OLGA@example.org"), run("sign-out", "Somebody Else")

        left = db.session.execute(select(Device.person_id, func.count()).group_by(Device.person_id)).all()
        assert (signed_out.exit_code, [tuple(row) for row in left]) == (0, [(ann.id, 1)])
        assert "signed out on all devices" in signed_out.stdout
        assert (nobody.exit_code, "Nobody here" in nobody.stderr) == (1, True)
        db.session.remove()
        close_connections(app)
