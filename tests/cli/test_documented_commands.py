"""The commands that the documentation shows in `console` blocks work as they are written there."""

import re
import shlex
from pathlib import Path

import pytest
from click.testing import CliRunner

from hackathon.cli import main

ROOT = Path(__file__).parents[2]
BLOCK = re.compile(r"^```console\n(.*?)^```", re.MULTILINE | re.DOTALL)


def blocks() -> list[tuple[str, list[str]]]:
    """Return the lines of each `console` block, after the prompt, with the page that has it."""
    return [
        (file.stem, re.findall(r"^\$ (.*)$", block, re.MULTILINE))
        for file in sorted(ROOT.glob("docs/**/*.md"))
        for block in BLOCK.findall(file.read_text(encoding="utf-8"))
    ]


@pytest.mark.parametrize(("page", "lines"), blocks())
def test_every_line_of_a_session_in_the_documentation_works(
    page: str, lines: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HACKATHON_INSTANCE", str(tmp_path / "instance"))
    monkeypatch.chdir(tmp_path)

    for line in lines:
        program, *words = shlex.split(line)
        assert program == "hackathon", page
        answer = CliRunner().invoke(main, words)
        assert answer.exit_code == 0, f"{page}: {line}\n{answer.output}"
