"""Details that people add to their answer, and when their needs are deleted."""

from dataclasses import dataclass
from datetime import date, timedelta

KEPT_FOR = timedelta(days=30)
"""How long needs are kept after the event, for late bills and letters."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NeedsFields:
    """Dietary, accessibility and visa needs; only for organizers."""

    diet: str = ""
    access: str = ""
    wants_visa_letter: bool = False

    @property
    def are_none(self) -> bool:
        """Whether there are no needs."""
        return not (self.diet or self.access or self.wants_visa_letter)


@dataclass(frozen=True, slots=True, kw_only=True)
class Details:
    """Details of an answer; needs that are None stay unchanged."""

    affiliation: str | None = None
    is_remote: bool = False
    is_shown: bool = False
    """Whether the public list may show the name."""
    needs: NeedsFields | None = None


def deleted_on(last_day: date) -> date:
    """Return the day on which the needs for an event are deleted."""
    return last_day + KEPT_FOR
