"""How a draft stands right now: what it costs, what is proven of it, and who loses."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from hackathon.domain.agenda import Agenda
from hackathon.domain.scheduling import fairness
from hackathon.domain.scheduling.check import Report, check
from hackathon.domain.scheduling.loss import Attendance, Lost, attendance, floor
from hackathon.domain.scheduling.problem import Placement, Problem
from hackathon.domain.scheduling.repeats import all_required, titled
from hackathon.domain.scheduling.solution import Obstacle, Solution, Status
from hackathon.domain.scheduling.words import Part, parts, verdict
from hackathon.models import Draft, Event, Run
from hackathon.queries import problems

ALL = 100
WORST = 5
"""How many of the worst-off are named."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Loser:
    """Somebody who cannot have all that they want, and why, in words; `weight` is what they lose."""

    name: str
    weight: int
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Worst:
    """Somebody who gets a smaller part of what they want than most."""

    name: str
    percent: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Chance:
    """What the draft costs if certain people come; in words, who."""

    words: str
    report: Report


@dataclass(frozen=True, kw_only=True)
class Standing:
    """A draft recounted with the votes of this moment."""

    case: problems.Case
    report: Report
    verdict: str
    losers: tuple[Loser, ...]
    is_proven: bool
    """Whether the run's bound still holds: nothing that it rests on has changed since."""
    obstacles: tuple[Obstacle, ...]
    """Why the run could not place every topic, while one is not placed."""
    parts: tuple[Part, ...]
    """What of its cost is unavoidable, chosen, and not decided."""
    bands: tuple[fairness.Band, ...]
    worst_off: tuple[Worst, ...]
    chances: tuple[Chance, ...]
    """What it costs if more or fewer people come than is counted on."""


def of(event: Event, draft: Draft, run: Run | None, published: Agenda | None, now: datetime) -> Standing:
    """Return how the draft stands; the bound is that of the run that made it, while it still holds."""
    case = problems.of(event, draft=draft, published=published, now=now)
    placement = case.placement(draft.sessions)
    report = check(case.problem, placement)
    solution = Solution.from_json(run.solution) if run and run.solution else None
    holds = solution is not None and solution.problem in _still_asked(case.problem)
    told = titled(case.problem, placement)
    seats = [attendance(case.problem, placement, at) for at in range(len(case.people))]
    shares = fairness.shares(case.problem, seats)
    return Standing(
        case=case,
        report=report,
        verdict=_verdict(report, solution if holds else None),
        losers=tuple(sorted(_losers(case, told, seats), key=lambda each: (-each.weight, each.name))),
        is_proven=holds,
        obstacles=solution.obstacles if solution and -1 in placement.start[: len(case.topics)] else (),
        parts=parts(
            report,
            floor=floor(case.problem),
            bound=solution.bound if solution and holds else None,
            loss_bound=solution.loss_bound if solution and holds else None,
        ),
        bands=fairness.bands(case.problem, shares),
        worst_off=tuple(
            Worst(name=case.people[each.person].name, percent=each.percent)
            for each in shares[:WORST]
            if each.percent < ALL
        ),
        chances=tuple(_chances(case, placement, report)),
    )


def _chances(case: problems.Case, placement: Placement, report: Report) -> Iterator[Chance]:
    """Yield nothing where everybody who votes has said that they come."""
    if not case.unsure:
        return
    yield Chance(words="As it is counted now", report=report)
    everybody = fairness.with_votes(case.problem, case.whole_votes)
    yield Chance(words="Everybody invited comes", report=check(everybody, placement))
    sure = [() if at in case.unsure else votes for at, votes in enumerate(case.whole_votes)]
    none = fairness.with_votes(case.problem, sure)
    yield Chance(words="None of the unconfirmed come", report=check(none, placement))


def _still_asked(problem: Problem) -> set[str]:
    """Return the digests of the problems whose bound holds for this one too.

    Those are the problem itself, and the same with less to heed: before its sessions were
    pinned, and before an agenda was published. A run requires every topic where there is
    room for all.
    """
    free = tuple(replace(topic, starts=None, room=None) for topic in problem.topics)
    open_to_all = (replace(problem, topics=topics) for topics in (problem.topics, free))
    return {
        replace(asked, previous=previous).digest
        for each in open_to_all
        for asked in (all_required(each), _optional(each))
        for previous in (problem.previous, ())
    }


def _optional(problem: Problem) -> Problem:
    return replace(problem, topics=tuple(replace(topic, required=False) for topic in problem.topics))


def _verdict(report: Report, solution: Solution | None) -> str:
    if report.broken:
        return "This agenda breaks a rule, so it cannot be published yet."
    bound = solution.bound if solution else None
    now = Solution(
        status=Status.OPTIMAL if bound == report.cost else Status.FEASIBLE,
        cost=report.cost,
        bound=bound,
        loss=report.loss,
        seats_short=report.seats_short,
        people_affected=report.people_affected,
        start=(),
        room=(),
    )
    return verdict(now)


def _losers(case: problems.Case, told: Problem, seats: Sequence[Attendance]) -> Iterator[Loser]:
    for person, found in zip(case.people, seats, strict=True):
        if found.lost:
            yield Loser(
                name=person.name,
                weight=found.loss,
                reasons=tuple(reason(case.problem, each, told) for each in found.lost),
            )


def reason(problem: Problem, lost: Lost, told: Problem) -> str:
    """Say why somebody cannot sit in a topic that they want; `told` tells two sessions of one topic apart."""
    title = f"“{problem.topics[lost.topic].title}”"
    if lost.left_out:
        return f"{title} is not in the agenda"
    others = " and ".join(f"“{told.topics[topic].title}”" for topic in lost.instead)
    if lost.away and (len(problem.runs[lost.topic]) == 1 or not others):
        return f"{title} runs while they are away"
    away = "once while they are away, and " if lost.away else ""
    return f"{title} runs {away}at the same time as {others}"
