"""What is installed: pinned, proved by its hash, and the same in every list."""

import re
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement

ROOT = Path(__file__).parents[2]
LISTS = ["build", "run", "dev"]


def entries(name: str) -> list[str]:
    """Return each requirement of the list with its hashes, on one line."""
    text = (ROOT / "requirements" / f"{name}.txt").read_text(encoding="utf-8").replace("\\\n", " ")
    return [line for line in text.splitlines() if line.strip() and not line.lstrip().startswith("#")]


def pins(name: str) -> set[str]:
    return {entry.split("--hash")[0].strip() for entry in entries(name)}


@pytest.mark.parametrize("name", LISTS)
def test_every_pin_is_exact_and_carries_its_hashes(name: str) -> None:
    loose = [
        entry
        for entry in entries(name)
        if not re.match(r"[\w.\[\]-]+==\S+ .*--hash=sha256:[0-9a-f]{64}", entry)
    ]

    assert entries(name) != []
    assert loose == []


def test_each_list_holds_the_one_before_it() -> None:
    assert pins("build") <= pins("run") <= pins("dev")


def test_what_the_package_asks_for_is_what_is_pinned() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    asked = (ROOT / "requirements" / "run.in").read_text(encoding="utf-8").splitlines()

    assert {str(Requirement(line).name) for line in asked if line and line[0] not in "#-"} == {
        Requirement(line).name for line in project["dependencies"]
    }


def test_no_package_index_is_named() -> None:
    files = [*ROOT.glob("requirements/*"), *ROOT.glob("deploy/*"), *ROOT.glob(".ci/*")]
    files += [ROOT / "Makefile", ROOT / "pyproject.toml", ROOT / ".pre-commit-config.yaml"]
    named = [
        file.name for file in files if re.search(r"index-url|find-links|/simple\b", file.read_text("utf-8"))
    ]

    # The one mention tells uv to leave the address out.
    assert named == ["Makefile"]
    assert (ROOT / "Makefile").read_text("utf-8").count("index-url") == 1
