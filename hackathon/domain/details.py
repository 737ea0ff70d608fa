"""What people say of themselves beside whether they come, and what of it is kept only for a while."""

from dataclasses import dataclass
from datetime import date, timedelta

KEPT_FOR = timedelta(days=30)
"""How long after an event's last day the needs are kept: long enough for bills and letters that come late."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NeedsFields:
    """What somebody needs: to eat, to get about, and a letter for their visa; for organizers alone."""

    diet: str = ""
    access: str = ""
    wants_visa_letter: bool = False

    @property
    def are_none(self) -> bool:
        """Whether nothing was asked for."""
        return not (self.diet or self.access or self.wants_visa_letter)


@dataclass(frozen=True, slots=True, kw_only=True)
class Details:
    """What somebody adds to their answer; needs that are None are left as they are."""

    affiliation: str | None = None
    is_remote: bool = False
    is_shown: bool = False
    """Whether the public list may name them."""
    needs: NeedsFields | None = None


def deleted_on(last_day: date) -> date:
    """Return the day on which the needs of an event are deleted."""
    return last_day + KEPT_FOR
