"""What a test of commands can ask for: a machine of its own, and a page to import."""

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from hackathon.cli import main
from hackathon.demo import samples
from tests import migrated

Run = Callable[..., Result]


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run a command on a machine of its own."""
    for name in ("HACKATHON_DATABASE_URL", "HACKATHON_REDIS_URL", "HACKATHON_URL", "HACKATHON_SMTP_URL"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("HACKATHON_INSTANCE", str(tmp_path / "instance"))
    migrated.copied_where_empty(monkeypatch)

    def run_command(*words: str) -> Result:
        return CliRunner().invoke(main, list(words), prog_name="hackathon", catch_exceptions=False)

    return run_command


@pytest.fixture
def page(tmp_path: Path) -> str:
    """Return the name of a file with the Dublin page."""
    file = tmp_path / "page.txt"
    file.write_text(samples.dublin(), encoding="utf-8")
    return str(file)
