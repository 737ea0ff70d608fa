"""Finding the drafts and the planning runs of an event."""

from collections.abc import Sequence

from flask import abort
from sqlalchemy import select
from sqlalchemy.orm import defer, joinedload, selectinload, subqueryload

from hackathon.core.extensions import db
from hackathon.events.models import Event
from hackathon.planner.errors import BadProblem
from hackathon.planner.evaluation import fingerprint
from hackathon.planner.evaluation.diff import Outcome
from hackathon.planner.model.problem import Problem
from hackathon.planner.model.solution import Solution
from hackathon.planning.drafts.models import Draft, Run, RunState, Session
from hackathon.topics.models import Contact, Topic

GOING_ON = Run.state.in_((RunState.QUEUED, RunState.RUNNING))


def current(event: Event) -> Draft | None:
    """Return the event's current draft with its sessions, or None."""
    # `selectinload` would run a query for every 500 sessions.
    sessions = subqueryload(Draft.sessions)
    return db.session.scalar(
        select(Draft)
        .where(Draft.event_id == event.id, Draft.is_current)
        .options(
            sessions.joinedload(Session.room),
            sessions.joinedload(Session.slot),
            sessions.joinedload(Session.topic).options(
                joinedload(Topic.area), subqueryload(Topic.contacts).joinedload(Contact.person)
            ),
        )
    )


def without_sessions(event: Event) -> Draft | None:
    """Return the current draft alone, for callers that need nothing else of it."""
    return db.session.scalar(select(Draft).where(Draft.event_id == event.id, Draft.is_current))


def outline(event: Event) -> Draft | None:
    """Return the current draft and its sessions, for callers that load topics, rooms and slots themselves."""
    return db.session.scalar(
        select(Draft)
        .where(Draft.event_id == event.id, Draft.is_current)
        .options(selectinload(Draft.sessions))
    )


def find_kept(event: Event, number: int) -> Draft:
    """Return one draft of the event; 404 if there is none."""
    return db.session.scalar(select(Draft).where(Draft.event_id == event.id, Draft.id == number)) or abort(
        404
    )


def content_of(run: Run) -> str | None:
    """Return the content of a run's agenda; None if it has none."""
    if run.content is not None or run.draft_id is None:
        return run.content
    outcome = outcome_of(run)
    return fingerprint.content_of(outcome.problem, outcome.solution) if outcome else None


def find_run(event: Event, number: int) -> Run:
    """Return one planning run of the event; 404 if there is none."""
    run = db.session.scalar(select(Run).where(Run.event_id == event.id, Run.id == number))
    return run or abort(404)


def runs(event: Event, *, limit: int = 10) -> Sequence[Run]:
    """Return the event's planner runs, newest first, without their input and result."""
    found = select(Run).where(Run.event_id == event.id).order_by(Run.id.desc()).limit(limit)
    return db.session.scalars(found.options(defer(Run.problem), defer(Run.solution))).all()


def going_on(event: Event) -> Run | None:
    """Return the run that is queued or running, or None."""
    return db.session.scalar(select(Run).where(Run.event_id == event.id, GOING_ON).order_by(Run.id.desc()))


def run_of(draft: Draft) -> Run | None:
    """Return the run that created a draft, or None."""
    return db.session.scalar(select(Run).where(Run.draft_id == draft.id).order_by(Run.id.desc()))


def outcome_of(run: Run) -> Outcome | None:
    """Return the input and result of a run; None if it has no result, or one in an older format."""
    if run.problem is None or run.solution is None:
        return None
    try:
        return Outcome(problem=Problem.from_json(run.problem), solution=Solution.from_json(run.solution))
    except BadProblem:
        return None


def unfinished() -> Sequence[Run]:
    """Return every run that has not ended, at any event, including those of killed workers."""
    return db.session.scalars(select(Run).where(GOING_ON).order_by(Run.id)).all()
