"""What a document names is there: commands and their options, make targets, files, links and settings."""

import re
from dataclasses import fields
from pathlib import Path

import click
import pytest

from hackathon.cli import main
from hackathon.config import Settings

ROOT = Path(__file__).parents[2]
DOCUMENTS = [*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md"), *ROOT.glob("deploy/*.md")]
# A decision names the files of its day.
CURRENT = [file for file in DOCUMENTS if file.parent.name != "decisions"]
FOLDERS = ("hackathon", "templates", "static", "tests", "docs", "deploy", "requirements", "benchmarks")

CODE = re.compile(r"^ *```\w*\n(.*?)^ *```|`([^`\n]+)`", re.MULTILINE | re.DOTALL)
TARGETS = re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)


def code(file: Path) -> list[str]:
    """Return the lines of code in a document: blocks, and words between backticks."""
    found = CODE.findall(file.read_text(encoding="utf-8"))
    return [line for block, span in found for line in (block or span).splitlines()]


def lines_with(word: str) -> list[tuple[str, list[str]]]:
    """Return what follows the word as a command, and the document that says so."""
    command = re.compile(rf"(?:^|^[$] |bin/|[;&|] ?){word} +([^#|&;>\\]+)")
    return [
        (f"{file.name}: {line.strip()}", match[1].split())
        for file in DOCUMENTS
        for line in code(file)
        if (match := command.search(line.strip()))
    ]


def unknown(words: list[str]) -> list[str]:
    """Return the words of a command line that the command does not know."""
    group: click.Command = main
    while isinstance(group, click.Group) and words and not words[0].startswith("--"):
        word, *words = words
        command = group.get_command(click.Context(group), word)
        if command is None:
            return [word]
        group = command
    options = {name for parameter in group.params for name in parameter.opts} | {"--help"}
    return [word for word in words if word.startswith("--") and word.split("=")[0] not in options]


@pytest.mark.parametrize(("where", "words"), lines_with("make"), ids=lambda value: value)
def test_a_make_target_in_a_document_exists(where: str, words: list[str]) -> None:
    named = [word for word in words if re.fullmatch(r"[a-z-]+", word)]

    assert set(named[:1]) <= set(TARGETS), where


@pytest.mark.parametrize(("where", "words"), lines_with("hackathon"), ids=lambda value: value)
def test_a_command_in_a_document_exists(where: str, words: list[str]) -> None:
    assert unknown(words) == [], where


def paths(file: Path) -> set[str]:
    """Return the files and folders of this repository that a document names."""
    return set(re.findall(rf"`((?:{'|'.join(FOLDERS)})/[\w./-]+)`", file.read_text(encoding="utf-8")))


@pytest.mark.parametrize("file", CURRENT, ids=lambda file: file.name)
def test_a_path_in_a_document_exists(file: Path) -> None:
    assert [path for path in sorted(paths(file)) if not (ROOT / path).exists()] == []


@pytest.mark.parametrize("file", DOCUMENTS, ids=lambda file: file.name)
def test_a_link_in_a_document_leads_somewhere(file: Path) -> None:
    """`make docs` checks the site; this holds for reading in the repository, too."""
    targets = re.findall(r"\]\(([^)\s]+)\)", file.read_text(encoding="utf-8"))
    local = [target.split("#")[0] for target in targets if "://" not in target]

    assert [target for target in local if not (file.parent / target).exists()] == []


def test_the_settings_in_the_document_are_those_that_exist() -> None:
    table = (ROOT / "docs/operators/settings.md").read_text(encoding="utf-8")

    assert re.findall(r"^\| `(\w+)` \|", table, re.MULTILINE) != []
    assert set(re.findall(r"^\| `(\w+)` \|", table, re.MULTILINE)) == {
        field.name for field in fields(Settings)
    }


NAMED = [ROOT / "docs" / "developers" / f"{name}.md" for name in ("glossary", "planner", "pages")]
"""The documents that explain the code by its names."""
NAME = re.compile(r"(?<!Write )`([A-Za-z_][\w./]*)`")
"""A name; what a recipe says to write is not there yet."""


@pytest.mark.parametrize("document", NAMED, ids=lambda document: document.name)
def test_a_name_in_a_document_about_the_code_is_in_the_code(document: Path) -> None:
    files = {str(path.relative_to(ROOT)) for top in FOLDERS for path in (ROOT / top).rglob("*")}
    words = {Path(name).stem for name in files}
    words |= {word for path in ROOT.glob("hackathon/**/*.py") for word in _words_of(path)}
    names = set(NAME.findall(document.read_text(encoding="utf-8")))

    assert {name for name in names if not _is_there(name.rstrip("/"), files, words)} == set()


def _words_of(path: Path) -> set[str]:
    return set(re.findall(r"\w+", path.read_text(encoding="utf-8")))


def _is_there(name: str, files: set[str], words: set[str]) -> bool:
    """Whether a file or folder ends so, or the code has the word; of a dotted name, all of its words."""
    if "/" in name or name.endswith((".py", ".md")):
        return name in files or any(file.endswith("/" + name) for file in files)
    return words.issuperset(name.split("."))
