"""A command that a document names is one that exists."""

import re
from pathlib import Path

import click
import pytest

from hackathon.cli import main

ROOT = Path(__file__).parents[2]
DOCUMENTS = [
    ROOT / "README.md",
    ROOT / "CONTRIBUTING.md",
    *ROOT.glob("docs/**/*.md"),
    *ROOT.glob("deploy/*.md"),
]

CODE = re.compile(r"^ *```\w*\n(.*?)^ *```|`([^`\n]+)`", re.MULTILINE | re.DOTALL)
TARGETS = re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)


def code(file: Path) -> list[str]:
    """Return the lines of code in a document: blocks, and words between backticks."""
    found = CODE.findall(file.read_text(encoding="utf-8"))
    return [line for block, span in found for line in (block or span).splitlines()]


def lines_with(word: str) -> list[tuple[str, list[str]]]:
    """Return what follows the word as a command, and the document that says so."""
    command = re.compile(rf"(?:^|^[$] |bin/|[;&|] ?){word} +([^#|&;>\\]+)")
    documents = [file for file in DOCUMENTS if file.exists()]
    return [
        (f"{file.name}: {line.strip()}", match[1].split())
        for file in documents
        for line in code(file)
        if (match := command.search(line.strip()))
    ]


def unknown(words: list[str]) -> list[str]:
    """Return the words of a command line that the command does not know."""
    group: click.Command = main
    while isinstance(group, click.Group) and words:
        word, *words = words
        if word not in group.commands:
            return [word]
        group = group.commands[word]
    options = {name for parameter in group.params for name in parameter.opts} | {"--help"}
    return [word for word in words if word.startswith("--") and word.split("=")[0] not in options]


@pytest.mark.parametrize(("where", "words"), lines_with("make"), ids=lambda value: value)
def test_a_make_target_in_a_document_exists(where: str, words: list[str]) -> None:
    named = [word for word in words if re.fullmatch(r"[a-z-]+", word)]

    assert set(named[:1]) <= set(TARGETS), where


@pytest.mark.parametrize(("where", "words"), lines_with("hackathon"), ids=lambda value: value)
def test_a_command_in_a_document_exists(where: str, words: list[str]) -> None:
    assert unknown(words) == [], where
