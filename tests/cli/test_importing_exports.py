"""Someone who switches imports an export as a new event, and is told which options are missing."""

import json
from pathlib import Path

from tests.cli.conftest import Run
from tests.pages.readers.test_tool_exports import SESSIONIZE


def exported(folder: Path) -> str:
    """Return the name of a file with an export of Sessionize."""
    file = folder / "sessionize.json"
    file.write_text(json.dumps(SESSIONIZE), encoding="utf-8")
    return str(file)


def test_the_days_are_those_of_the_sessions_where_nothing_else_says_them(run: Run, tmp_path: Path) -> None:
    file = exported(tmp_path)

    refused = run("import", file, "--event", "days-in-may")
    other = run("import", file, "--event", "days-in-may", "--title", "Days", "--from", "2028-05-21",
                "--timezone", "Europe/Berlin")  # fmt: skip

    assert refused.stderr == (
        "The page does not say everything that a new event needs. "
        "Add: --title TITLE --timezone Europe/Dublin\n"
    )
    assert other.stderr == (
        "The sessions on the page run from 2028-05-20 to 2028-05-20, but the event from 2028-05-21 to "
        "2028-05-21. Add: --from 2028-05-20 --to 2028-05-21\n"
    )


def test_an_event_that_exists_keeps_its_days_whatever_the_options_say(run: Run, tmp_path: Path) -> None:
    command = ["import", exported(tmp_path), "--event", "days-in-may"]
    made = run(*command, "--title", "Days", "--timezone", "Europe/Berlin")

    other = run(*command, "--from", "2028-05-22", "--timezone", "Europe/Berlin")

    assert made.stdout == "1 new topic\n"
    assert other.exit_code == 1
    assert other.stderr.startswith("/days-in-may/ exists already: Days, 2028-05-20 to 2028-05-20.")
