"""The files in deploy/ name settings, commands and files that there are; their own tools accept them."""

import re
import shutil
import subprocess
from dataclasses import fields
from pathlib import Path

import pytest
import yaml

from hackathon.cli import main
from hackathon.config import PREFIX, Settings

DEPLOY = Path(__file__).parents[2] / "deploy"
UNITS = sorted(DEPLOY.glob("*.service"))
COMPOSE = yaml.safe_load((DEPLOY / "compose.yaml").read_text(encoding="utf-8"))


@pytest.mark.parametrize(
    "file", [*UNITS, DEPLOY / "Containerfile", DEPLOY / "compose.yaml"], ids=lambda file: file.name
)
def test_every_setting_that_is_named_is_one(file: Path) -> None:
    known = {PREFIX + field.name.upper() for field in fields(Settings)}

    assert set(re.findall(rf"{PREFIX}[A-Z_]+", file.read_text(encoding="utf-8"))) <= known


def commands() -> list[str]:
    """Return the first word after `hackathon` wherever it is called."""
    started = [service.get("command", []) for service in COMPOSE["services"].values()]
    called = [command[1] for command in started if command[:1] == ["hackathon"]]
    for file in (*UNITS, DEPLOY / "Containerfile"):
        called += re.findall(
            r'bin/hackathon (\w+)|CMD \["hackathon", "(\w+)"', file.read_text(encoding="utf-8")
        )
    return ["".join(command) for command in called]


def test_every_command_that_is_started_is_one() -> None:
    assert set(commands()) == {"backup", "db", "serve", "worker"}
    assert set(commands()) <= set(main.commands)


def test_every_file_that_a_container_takes_is_there() -> None:
    program = COMPOSE["services"]["web"]["build"]
    assert (DEPLOY / program["context"] / program["dockerfile"]).is_file()
    mounted = [volume.split(":")[0] for volume in COMPOSE["services"]["proxy"]["volumes"]]
    assert [(DEPLOY / path).is_file() for path in mounted] == [True]


@pytest.mark.parametrize("name", ["upgrade", "web"])
def test_the_program_may_write_to_its_volume_alone(name: str) -> None:
    service = COMPOSE["services"][name]

    assert (service["read_only"], service["cap_drop"]) == (True, ["ALL"])
    assert service["volumes"] == ["instance:/var/lib/hackathon"]


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="no systemd here")
@pytest.mark.parametrize("unit", UNITS, ids=lambda unit: unit.name)
def test_systemd_accepts_the_unit(unit: Path) -> None:
    checked = subprocess.run(
        ["systemd-analyze", "verify", unit], capture_output=True, text=True, check=False, timeout=60
    )
    # The program and its user are on the server, not here.
    faults = [
        line for line in checked.stderr.splitlines() if unit.name in line and "is not executable" not in line
    ]

    assert faults == []
