"""Puts templates, styles and translations inside a wheel; an editable install reads them where they are."""

from pathlib import Path
from typing import Any

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class BesideThePackage(BuildHookInterface):  # type: ignore[type-arg]
    """Adds the two folders to a standard wheel only, so that a checkout leaves no stale copies."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        if version == "standard":
            for folder in ("templates", "static"):
                build_data["force_include"][folder] = f"hackathon/{folder}"
            # A wheel holds nothing that Git ignores, unless it is named here.
            build_data["artifacts"].append("hackathon/translations/**/*.mo")
            for catalogue in Path(self.root, "hackathon/translations").glob("*/LC_MESSAGES/*.po"):
                _compile(catalogue)


def _compile(catalogue: Path) -> None:
    with catalogue.open("rb") as source, catalogue.with_suffix(".mo").open("wb") as compiled:
        write_mo(compiled, read_po(source))
