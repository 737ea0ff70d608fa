"""What an organizer says of an area."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class AreaLine:
    """One line of the list: an area by its slug, or a new one; its name, and its place among the others."""

    slug: str | None
    name: str
    position: int
