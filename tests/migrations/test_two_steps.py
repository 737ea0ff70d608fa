"""Migrations expand first and contract a release later: until then the old program runs beside the new."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

VERSIONS = Path(__file__).parents[2] / "hackathon" / "migrations" / "versions"
TAKES_AWAY = ("drop_table", "drop_column", "rename_table")

# Migrations that contract what no program of the release before uses any more, each with its reason.
CONTRACTS: dict[str, str] = {}


def calls(file: Path, function: str) -> Iterator[ast.Call]:
    """Return what a migration calls on its way up or down."""
    for node in ast.parse(file.read_text(encoding="utf-8")).body:
        if isinstance(node, ast.FunctionDef) and node.name == function:
            yield from (each for each in ast.walk(node) if isinstance(each, ast.Call))


def name_of(call: ast.Call) -> str:
    return call.func.attr if isinstance(call.func, ast.Attribute) else ""


def takes_away(file: Path) -> list[str]:
    """Return the operations by which a migration takes something away that an older program uses."""
    found = []
    for call in calls(file, "upgrade"):
        name, words = name_of(call), {each.arg: each.value for each in call.keywords}
        if name in TAKES_AWAY or (name == "alter_column" and "new_column_name" in words):
            found.append(name)
        # A column that must be filled, and has no default, is one that an old program leaves out.
        if name == "add_column" and any(
            isinstance(each, ast.Call) and name_of(each) == "Column" and _must_be_filled(each)
            for each in call.args
        ):
            found.append("add_column without a default")
    return found


def _must_be_filled(column: ast.Call) -> bool:
    words = {each.arg: each.value for each in column.keywords}
    nullable = words.get("nullable")
    is_required = isinstance(nullable, ast.Constant) and nullable.value is False
    return is_required and "server_default" not in words


MIGRATIONS = sorted(file for file in VERSIONS.glob("2*.py") if not file.stem.startswith("20261121"))


@pytest.mark.parametrize("file", MIGRATIONS, ids=lambda file: file.stem)
def test_a_migration_takes_nothing_away_that_the_release_before_uses(file: Path) -> None:
    found = takes_away(file)

    assert file.stem in CONTRACTS or found == [], "see docs/operators/upgrade.md"


@pytest.mark.parametrize("file", MIGRATIONS, ids=lambda file: file.stem)
def test_a_migration_has_a_way_back(file: Path) -> None:
    assert [name_of(call) for call in calls(file, "downgrade")] != []
