"""Evaluating a draft with today's votes: its cost, proven bounds, and who misses what."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from hackathon.core.domain.agenda import Agenda
from hackathon.core.text.collation import sort_key
from hackathon.core.text.messages import Message, message
from hackathon.events.models import Event
from hackathon.planner.evaluation import fairness
from hackathon.planner.evaluation.check import Report, check
from hackathon.planner.evaluation.loss import Attendance, Lost, attendance, floor
from hackathon.planner.explanation.cost_parts import cost_parts
from hackathon.planner.model.problem import Placement, Problem
from hackathon.planner.model.second_runs import titled
from hackathon.planner.model.solution import Solution
from hackathon.planning.drafts.cost_messages import CostPart, NamedBand, cost_part_messages, named_bands
from hackathon.planning.drafts.models import Draft, Run
from hackathon.planning.drafts.queries.proven_bounds import questions_with_same_bound
from hackathon.planning.problem import messages
from hackathon.planning.problem.obstacle_messages import ObstacleMessage, obstacle_messages
from hackathon.planning.problem.queries import case_cache, problems
from hackathon.planning.problem.queries.case_cache import LruCache

ALL = 100
WORST = 5
"""The number of worst-off people that are listed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonMissingOut:
    """Someone who misses topics they voted for, and why; `weight` is the weight of the missed votes."""

    name: str
    weight: int
    reasons: tuple[Message, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class WorstOffPerson:
    """Someone who can attend a smaller share of their votes than most."""

    name: str
    percent: int


@dataclass(frozen=True, slots=True, kw_only=True)
class TurnoutScenario:
    """The cost of the draft if certain people attend; `words` says who."""

    words: Message
    report: Report


@dataclass(frozen=True, kw_only=True)
class DraftEvaluation:
    """A draft evaluated with the current votes."""

    case: problems.Case
    report: Report
    summary: Message
    note: Message | None
    """Says that the run found nothing better than its starting draft, if the draft is unchanged."""
    percent_attended: int | None
    satisfied: int
    """The number of voters who can attend everything they voted for."""
    voters: int
    missing_out: tuple[PersonMissingOut, ...]
    is_proven: bool
    """Whether the run's bound still holds, because none of its inputs has changed since."""
    obstacles: tuple[ObstacleMessage, ...]
    """Why the run could not place every topic, as long as any is unplaced."""
    parts: tuple[CostPart, ...]
    """Which part of the cost is unavoidable, which is this agenda's, and which is undecided."""
    bands: tuple[NamedBand, ...]
    worst_off: tuple[WorstOffPerson, ...]
    turnouts: tuple[TurnoutScenario, ...]
    """The cost if more or fewer people attend than expected."""


_cached = LruCache[DraftEvaluation]()


def evaluate_draft(
    event: Event, draft: Draft, run: Run | None, published: Agenda | None, now: datetime
) -> DraftEvaluation:
    """Evaluate the draft, with the bound of the run that created it if that still holds.

    The evaluation is cached for each version of the draft and state of the votes.
    """
    case = case_cache.load_case(event, draft=draft, published=published, now=now)
    key = (case.state, case.placement(draft.sessions), event.zone, run.id if run and run.solution else None)
    with _cached.lock:
        kept = _cached.get(key)
        if kept is None:
            kept = _evaluate(event, case, draft, run)
            _cached.keep(key, replace(kept, case=case_cache.without_rows(case)))
    return replace(kept, case=case)


def _evaluate(event: Event, case: problems.Case, draft: Draft, run: Run | None) -> DraftEvaluation:
    placement = case.placement(draft.sessions)
    report = check(case.problem, placement, zone=event.zone)
    solution = Solution.from_json(run.solution) if run and run.solution else None
    holds = solution is not None and solution.problem in questions_with_same_bound(case.problem)
    named = titled(case.problem, placement)
    seats = [attendance(case.problem, placement, at) for at in range(len(case.problem.people))]
    shares = fairness.shares(case.problem, seats)
    bands = fairness.bands(case.problem, shares)
    return DraftEvaluation(
        case=case,
        report=report,
        summary=_summary(case.problem, report, solution if holds else None),
        percent_attended=messages.percent_attended(case.problem, report.loss),
        satisfied=bands[0].number,
        voters=sum(band.number for band in bands),
        note=messages.search_message(solution) if solution and solution.placement == placement else None,
        missing_out=tuple(
            sorted(_missing_out(case, named, seats), key=lambda each: (-each.weight, sort_key(each.name)))
        ),
        is_proven=holds,
        obstacles=_obstacles(event, run, solution) if -1 in placement.start[: len(case.topics)] else (),
        parts=cost_part_messages(
            cost_parts(
                report,
                floor=floor(case.problem),
                bound=solution.bound if solution and holds else None,
                loss_bound=solution.loss_bound if solution and holds else None,
            )
        ),
        bands=named_bands(bands),
        worst_off=tuple(
            WorstOffPerson(name=case.problem.people[each.person].name, percent=each.percent)
            for each in shares[:WORST]
            if each.percent < ALL
        ),
        turnouts=tuple(_turnouts(case, placement, report)),
    )


def _obstacles(event: Event, run: Run | None, solution: Solution | None) -> tuple[ObstacleMessage, ...]:
    if run is None or run.problem is None or solution is None or not solution.obstacles:
        return ()
    problem = Problem.from_json(run.problem)
    return obstacle_messages(problem, solution, messages.slot_times(problem, event.zone))


def _turnouts(case: problems.Case, placement: Placement, report: Report) -> Iterator[TurnoutScenario]:
    """Yield the cost for different turnouts; nothing if every voter has confirmed."""
    if not case.unsure:
        return
    yield TurnoutScenario(words=message("As expected now"), report=report)
    everybody = fairness.with_votes(case.problem, case.whole_votes)
    yield TurnoutScenario(words=message("Everyone invited attends"), report=check(everybody, placement))
    sure = [() if at in case.unsure else votes for at, votes in enumerate(case.whole_votes)]
    none = fairness.with_votes(case.problem, sure)
    yield TurnoutScenario(words=message("Only confirmed people attend"), report=check(none, placement))


def _summary(problem: Problem, report: Report, solution: Solution | None) -> Message:
    if report.broken:
        return message("This draft breaks a rule, so it can't be published yet.")
    return messages.summary(
        problem,
        loss=report.loss,
        loss_bound=max(floor(problem), (solution.loss_bound or 0) if solution else 0),
        is_best=solution is not None and solution.bound == report.cost,
    )


def _missing_out(
    case: problems.Case, named: Problem, seats: Sequence[Attendance]
) -> Iterator[PersonMissingOut]:
    for person, found in zip(case.problem.people, seats, strict=True):
        if found.lost:
            yield PersonMissingOut(
                name=person.name,
                weight=found.loss,
                reasons=tuple(missing_reason(case.problem, each, named) for each in found.lost),
            )


def missing_reason(problem: Problem, lost: Lost, named: Problem) -> Message:
    """Explain why someone misses a topic they want; `named` distinguishes repeated sessions."""
    title = problem.topics[lost.topic].title
    if lost.left_out:
        return message("“%(topic)s” is not on the agenda", topic=title)
    others = tuple(message("“%(topic)s”", topic=named.topics[topic].title) for topic in lost.instead)
    if lost.away and (len(problem.runs[lost.topic]) == 1 or not others):
        return message("“%(topic)s” runs while they are away", topic=title)
    if lost.away:
        return message(
            "“%(topic)s” runs once while they are away, and once at the same time as %(others)s",
            topic=title,
            others=others,
        )
    return message("“%(topic)s” runs at the same time as %(others)s", topic=title, others=others)
