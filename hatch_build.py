"""Puts templates and styles inside the package of a wheel; an editable install reads them where they are."""

from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class BesideThePackage(BuildHookInterface):  # type: ignore[type-arg]
    """Adds the two folders to a standard wheel only, so that a checkout leaves no stale copies."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        if version == "standard":
            for folder in ("templates", "static"):
                build_data["force_include"][folder] = f"hackathon/{folder}"
