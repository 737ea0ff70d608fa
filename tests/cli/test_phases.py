"""`hackathon event phase`: in which phase an event is, and setting it."""

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from hackathon.cli import main


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Result]:
    """Run a command on a machine of its own."""
    for name in ("HACKATHON_DATABASE_URL", "HACKATHON_REDIS_URL", "HACKATHON_URL", "HACKATHON_SMTP_URL"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("HACKATHON_INSTANCE", str(tmp_path / "instance"))
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
