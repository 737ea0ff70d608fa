"""A machine whose folder or database cannot be written is told about in one line, and by the doctor."""

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from hackathon.cli import main


def run(monkeypatch: pytest.MonkeyPatch, settings: dict[str, str], *words: str) -> Result:
    """Run a command with these settings and no others."""
    for name in ("INSTANCE", "DATABASE_URL", "REDIS_URL", "URL", "SMTP_URL"):
        monkeypatch.delenv(f"HACKATHON_{name}", raising=False)
    for name, value in settings.items():
        monkeypatch.setenv(f"HACKATHON_{name}", value)
    return CliRunner().invoke(main, list(words), prog_name="hackathon", catch_exceptions=False)


CREATE = (
    "event",
    "create",
    "hall",
    "--title",
    "Hall",
    "--timezone",
    "UTC",
    "--from",
    "2027-05-16",
    "--to",
    "2027-05-17",
)


@pytest.mark.parametrize(
    "words", [CREATE, ("serve",), ("worker",), ("db", "upgrade"), ("demo", "--port", "1")]
)
def test_a_folder_that_cannot_be_written_is_one_line(
    monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...]
) -> None:
    result = run(monkeypatch, {"INSTANCE": "/proc/self"}, *words)

    assert result.exit_code == 1
    (line,) = result.stderr.splitlines()
    assert "cannot be written" in line


def test_the_doctor_names_a_folder_that_cannot_be_written(monkeypatch: pytest.MonkeyPatch) -> None:
    result = run(monkeypatch, {"INSTANCE": "/proc/self"}, "doctor")

    assert result.exit_code == 1
    assert "missing  instance folder: The folder /proc/" in result.stdout


def test_a_database_that_cannot_be_written_is_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    assert run(monkeypatch, {"INSTANCE": str(tmp_path)}, "db", "upgrade").exit_code == 0
    read_only = f"sqlite:///file:{tmp_path / 'hackathon.db'}?mode=ro&uri=true"
    settings = {"INSTANCE": str(tmp_path), "DATABASE_URL": read_only}

    created, doctor = run(monkeypatch, settings, *CREATE), run(monkeypatch, settings, "doctor")

    assert (created.exit_code, doctor.exit_code) == (1, 1)
    assert created.stderr == "The database can be read, but not written. To find out more: hackathon doctor\n"
    assert "missing  database: it is read-only" in doctor.stdout


def test_an_address_with_a_path_is_refused_at_the_start(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    settings = {"INSTANCE": str(tmp_path), "URL": "https://example.org/hack"}

    result = run(monkeypatch, settings, "serve")

    assert result.exit_code == 1
    assert result.stderr == (
        "HACKATHON_URL is 'https://example.org/hack', which has a path. "
        "Give hackathon a host name of its own, such as https://hackathon.example.org\n"
    )
