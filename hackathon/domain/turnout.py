"""How many people come, over time: counted by day, and drawn as lines."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Self

from hackathon.domain.attendance import Status

WIDTH, HEIGHT = 640, 120
"""The size of the drawing, in its own units."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Turnout:
    """How many people there were of each kind at the end of a day; `invited` have not answered for sure."""

    day: date
    confirmed: int
    invited: int
    waiting: int
    gone: int


def by_day(changes: Iterable[tuple[int, Status, date]]) -> list[Turnout]:
    """Return the numbers of each day on which somebody's part changed, from changes in their order."""
    now: dict[int, Status] = {}
    found: dict[date, Turnout] = {}
    for person, status, day in changes:
        now[person] = status
        found[day] = _counted(day, Counter(now.values()))
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
    """Stepped lines as SVG points, and the numbers at the ends of their axes."""

    confirmed: str
    invited: str
    highest: int
    first: date
    last: date
    width: int = WIDTH
    height: int = HEIGHT

    @classmethod
    def of(cls, numbers: Sequence[Turnout]) -> Self | None:
        """Return the lines of the numbers; None with nothing to draw between two days."""
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
                # What was stays so until the day on which it changes.
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
