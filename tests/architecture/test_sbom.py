"""The list of components names what is installed, and the audit says when it could not run."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
NOBODY = "http://127.0.0.1:1/"


def test_every_pinned_package_is_a_component() -> None:
    made = subprocess.run(
        [sys.executable, ROOT / ".ci" / "sbom"], check=True, capture_output=True, text=True
    ).stdout
    pins = (ROOT / "requirements" / "run.txt").read_text(encoding="utf-8")
    pinned = dict(re.findall(r"^([\w.-]+)(?:\[.*?\])?==(\S+)", pins, re.MULTILINE))

    document = json.loads(made)

    assert {each["name"]: each["version"] for each in document["components"]} == pinned
    assert all(each["properties"] for each in document["components"])
    assert (document["bomFormat"], document["specVersion"]) == ("CycloneDX", "1.6")


def test_an_audit_without_a_network_says_that_it_did_not_run() -> None:
    nothing = "/nonexistent"
    nowhere = {"UV_INDEX_URL": NOBODY, "UV_DEFAULT_INDEX": NOBODY, "UV_OFFLINE": "1", "AUDIT_SECONDS": "5"}
    folders = {"UV_CACHE_DIR": nothing, "UV_TOOL_DIR": nothing}
    ran = subprocess.run(
        [ROOT / ".ci" / "audit"],
        check=False, capture_output=True, text=True,
        env={**os.environ, **nowhere, **folders},
    )  # fmt: skip

    assert ran.returncode == 3
    assert "THE AUDIT DID NOT RUN" in ran.stderr
