"""The hours for which somebody is at an event, on the place's clocks."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, time

from hackathon.domain.errors import BadEntry


@dataclass(frozen=True, slots=True, kw_only=True)
class Hours:
    """The hours of one day for which somebody is there; raises BadEntry if they leave before they arrive."""

    day: date
    arrives: time
    leaves: time

    def __post_init__(self) -> None:
        if self.leaves <= self.arrives:
            raise BadEntry(
                f"On {in_words(self.day)} the hours end at {self.leaves:%H:%M}, before they start at "
                f"{self.arrives:%H:%M}. Choose a later end."
            )


def within(hours: Iterable[Hours], *, first_day: date, last_day: date) -> tuple[Hours, ...]:
    """Return the hours in the order of their days.

    Raises BadEntry for a day outside the event and for a day that is named twice.
    """
    by_day: dict[date, Hours] = {}
    for each in hours:
        if not first_day <= each.day <= last_day:
            raise BadEntry(
                f"{in_words(each.day)} is not a day of the event. It runs from {in_words(first_day)} "
                f"to {in_words(last_day)}; choose one of its days."
            )
        if each.day in by_day:
            raise BadEntry(f"{in_words(each.day)} has two lines of hours. Keep one of them.")
        by_day[each.day] = each
    return tuple(by_day[day] for day in sorted(by_day))


def in_words(day: date) -> str:
    """Return "Thursday 16 May 2013"."""
    return f"{day:%A} {day.day} {day:%B %Y}"
