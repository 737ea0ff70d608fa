"""How evenly an agenda treats people: the share of their votes that each gets."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from hackathon.planner.evaluation.loss import Attendance
from hackathon.planner.model.problem import Problem

BANDS = (100, 75, 50, 25, 0)
"""The lower limit of each band in percent, best-off first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """The share of their wanted weight that a person gets; None for a person without votes."""

    person: int
    honoured: int
    wanted: int

    @property
    def percent(self) -> int:
        """The share in whole percent, 100 only for all of it."""
        return 100 * self.honoured // self.wanted


@dataclass(frozen=True, slots=True, kw_only=True)
class Band:
    """The number of people who get at least this percentage of what they want, but less than the next."""

    percent: int
    number: int


def shares(problem: Problem, seats: Sequence[Attendance]) -> tuple[Share, ...]:
    """Return everyone's share, worst-off first; `seats` is each person's attendance in the agenda."""
    found = []
    for at, (person, seat) in enumerate(zip(problem.people, seats, strict=True)):
        wanted = sum(weight for _, weight in person.votes)
        if wanted:
            found.append(Share(person=at, honoured=wanted - seat.loss, wanted=wanted))
    return tuple(sorted(found, key=lambda each: (each.honoured / each.wanted, -each.wanted, each.person)))


def bands(problem: Problem, found: Iterable[Share]) -> tuple[Band, ...]:
    """Count the people of each band, best-off first, including empty bands."""
    count = dict.fromkeys(BANDS, 0)
    for share in found:
        least = next(least for least in BANDS if share.percent >= least)
        count[least] += problem.people[share.person].count
    return tuple(Band(percent=least, number=count[least]) for least in BANDS)


def with_votes(problem: Problem, votes: Sequence[tuple[tuple[int, int], ...]]) -> Problem:
    """Return the problem with each person's votes replaced."""
    people = zip(problem.people, votes, strict=True)
    return replace(problem, people=tuple(replace(person, votes=each) for person, each in people))
