"""Attendance over time, counted by day and plotted."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Self

from hackathon.core.domain.attendance import Status

WIDTH, HEIGHT = 640, 120
"""The size of the plot in SVG units."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Turnout:
    """The number of people by status at the end of a day; `invited` includes "maybe"."""

    day: date
    confirmed: int
    invited: int
    waiting: int
    gone: int


def by_day(changes: Iterable[tuple[int, Status, date]]) -> list[Turnout]:
    """Return the numbers for each day with a change, from changes in chronological order."""
    now: dict[int, Status] = {}
    number = Counter[Status]()
    found: dict[date, Turnout] = {}
    for person, status, day in changes:
        if person in now:
            number[now[person]] -= 1
        now[person] = status
        number[status] += 1
        found[day] = _counted(day, number)
    return list(found.values())


def _counted(day: date, number: Counter[Status]) -> Turnout:
    return Turnout(
        day=day,
        confirmed=number[Status.CONFIRMED],
        invited=number[Status.INVITED] + number[Status.MAYBE],
        waiting=number[Status.WAITLISTED],
        gone=number[Status.DECLINED] + number[Status.CANCELLED],
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Plot:
    """Step lines as SVG points, and the ends of the axes."""

    confirmed: str
    invited: str
    highest: int
    first: date
    last: date
    width: int = WIDTH
    height: int = HEIGHT

    @classmethod
    def of(cls, numbers: Sequence[Turnout]) -> Self | None:
        """Return the plot, or None with fewer than two days."""
        if len(numbers) < 2:
            return None
        first, last = numbers[0].day, numbers[-1].day
        highest = max(max(each.confirmed, each.invited) for each in numbers)

        def line(values: Iterable[int]) -> str:
            points: list[str] = []
            before: float | None = None
            for each, value in zip(numbers, values, strict=True):
                x = round((each.day - first).days / (last - first).days * WIDTH, 1)
                y = round((1 - value / max(highest, 1)) * HEIGHT, 1)
                # Values stay constant until the day they change.
                points += [f"{x},{before}"] if before is not None else []
                points.append(f"{x},{y}")
                before = y
            return " ".join(points)

        return cls(
            confirmed=line(each.confirmed for each in numbers),
            invited=line(each.invited for each in numbers),
            highest=highest,
            first=first,
            last=last,
        )
