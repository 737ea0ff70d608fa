"""`hackathon event phase`: in which phase an event is, and setting it."""

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from hackathon.cli import main
from tests import migrated


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Result]:
    """Run a command on a machine of its own."""
    for name in ("HACKATHON_DATABASE_URL", "HACKATHON_REDIS_URL", "HACKATHON_URL", "HACKATHON_SMTP_URL"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("HACKATHON_INSTANCE", str(tmp_path / "instance"))
    migrated.copied_where_empty(monkeypatch)
    return lambda *words: CliRunner().invoke(main, list(words), catch_exceptions=False)


def test_a_phase_is_printed_set_and_let_go(run: Callable[..., Result]) -> None:
    run(
        "event", "create", "berlin-2027", "--title", "Berlin", "--timezone", "Europe/Berlin",
        "--from", "2021-05-16", "--to", "2021-05-17",
    )  # fmt: skip

    assert run("event", "phase", "berlin-2027").stdout == "berlin-2027: ended (by its dates)\n"
    held = run("event", "phase", "berlin-2027", "voting")
    assert held.stdout == "berlin-2027: voting (set by an organizer)\n"
    assert run("event", "phase", "berlin-2027", "dates").stdout == "berlin-2027: ended (by its dates)\n"
    assert run("event", "phase", "berlin-2027", "archived").exit_code == 2
    assert run("event", "phase", "paris-2027").exit_code == 1


def test_an_archived_event_is_left_alone_and_a_deleted_one_is_gone(run: Callable[..., Result]) -> None:
    run(
        "event", "create", "berlin-2027", "--title", "Berlin 2027", "--timezone", "Europe/Berlin",
        "--from", "2027-05-16", "--to", "2027-05-17",
    )  # fmt: skip

    assert run("event", "archive", "berlin-2027").stdout == "Berlin 2027 is archived.\n"
    assert run("event", "phase", "berlin-2027").stdout == "berlin-2027: ended (archived)\n"
    for command in (
        ("event", "phase", "berlin-2027", "voting"),
        ("plan", "berlin-2027"),
        ("publish", "berlin-2027"),
        ("undo-import", "berlin-2027"),
        ("event", "delete", "berlin-2027", "--title", "Berlin 2027"),
    ):
        refused = run(*command)
        assert (refused.exit_code, "is archived. Reopen it first" in refused.stderr) == (1, True), command

    assert run("event", "archive", "berlin-2027", "--reopen").stdout == "Berlin 2027 is open.\n"
    shown = run("event", "delete", "berlin-2027")
    assert (shown.exit_code, "--title 'Berlin 2027'" in shown.stderr) == (1, True)
    deleted = run("event", "delete", "berlin-2027", "--title", "Berlin 2027")
    assert deleted.stdout == "/berlin-2027/ is deleted.\n"
    assert run("event", "phase", "berlin-2027").exit_code == 1
