"""The form data of an area."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class AreaLine:
    """A row of the areas form: an existing area by slug, or a new one, with its name and position."""

    slug: str | None
    name: str
    position: int
