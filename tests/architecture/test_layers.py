"""Who may import whom, and what starting the application costs."""

import json
import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
IMPORTED_WHEN_NEEDED = {
    "alembic",
    "authlib",
    "docutils",
    "huey.consumer",
    "icalendar",
    "mako",
    "markdown_it",
    "mwparserfromhell",
    "numba",
    "numpy",
    "highspy",
    "playwright",
    "pygments",
    "pyuca",
    "requests",
    "scipy",
    "text_unidecode",
    "weasyprint",
    "webauthn",
    "yaml",
}


def test_every_room_sees_only_those_below_it() -> None:
    command = [
        sys.executable,
        "-c",
        "from importlinter.cli import lint_imports; raise SystemExit(lint_imports())",
    ]

    linter = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False, timeout=60)

    assert linter.returncode == 0, linter.stdout


def test_an_application_starts_without_what_few_requests_need(
    tmp_path: Path,
) -> None:
    code = "import json, sys, hackathon.app; hackathon.app.create_app(); print(json.dumps(list(sys.modules)))"
    environ = os.environ | {"HACKATHON_INSTANCE": str(tmp_path)}

    started = subprocess.run(
        [sys.executable, "-c", code],
        cwd=ROOT,
        env=environ,
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )

    assert IMPORTED_WHEN_NEEDED & set(json.loads(started.stdout)) == set()
