"""Proven bounds on lost votes, as long as they still fit the problem."""

from dataclasses import replace

from sqlalchemy import func, select

from hackathon.core.extensions import db
from hackathon.events.models import Event
from hackathon.planner.errors import BadProblem
from hackathon.planner.model.problem import Problem
from hackathon.planner.model.second_runs import all_required
from hackathon.planner.model.solution import Solution
from hackathon.planning.drafts.models import Run
from hackathon.planning.problem.queries.case_cache import LruCache
from hackathon.planning.problem.queries.problems import Case

_cached = LruCache[tuple[int | None]]()


def loss_bound(event: Event, case: Case) -> int | None:
    """Return a lower bound on the loss of any agenda for this case, or None if none was computed.

    It comes from the latest planner run with a result, whatever happened to its agenda.
    """
    latest = latest_answer(event)
    if latest is None:
        return None
    run, _length = latest
    key = (case.state, *latest)
    with _cached.lock:
        kept = _cached.get(key) if case.state else None
        if kept is None:
            kept = (_loss_bound(case.problem, run),)
            _cached.keep(key, kept)
    return kept[0]


def latest_answer(event: Event) -> tuple[int, int] | None:
    """Return the key of the latest run with a result, and its length; None if there is none."""
    # The bound on loss is added to a stored solution later, which makes it longer.
    latest = db.session.execute(
        select(Run.id, func.length(Run.solution))
        .where(Run.event_id == event.id, Run.solution.is_not(None), Run.supposition.is_(None))
        .order_by(Run.id.desc())
        .limit(1)
    ).first()
    return (latest[0], latest[1]) if latest else None


def questions_with_same_bound(problem: Problem) -> set[str]:
    """Return the digests of the problems whose bound also holds for this one.

    These are the problem itself and its relaxations: without pinned sessions, and without the
    published agenda. A run requires every topic if there is room for all of them.
    """
    free = tuple(replace(topic, starts=None, room=None) for topic in problem.topics)
    open_to_all = (replace(problem, topics=topics) for topics in (problem.topics, free))
    return {
        replace(asked, previous=previous).digest
        for each in open_to_all
        for asked in (all_required(each), _optional(each))
        for previous in (problem.previous, ())
    }


def _loss_bound(problem: Problem, run: int) -> int | None:
    text = db.session.scalar(select(Run.solution).where(Run.id == run))
    try:
        solution = Solution.from_json(text or "")
    except BadProblem:
        return None
    if solution.loss_bound is None or solution.problem not in questions_with_same_bound(problem):
        return None
    return solution.loss_bound


def _optional(problem: Problem) -> Problem:
    return replace(problem, topics=tuple(replace(topic, required=False) for topic in problem.topics))
