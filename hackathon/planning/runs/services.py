"""Planner runs: requesting one, recording its progress, and using its result."""

from dataclasses import replace
from datetime import datetime, timedelta

from hackathon.accounts.models import Person
from hackathon.activity import services as activity
from hackathon.activity.messages import LogKind
from hackathon.agenda import queries as agendas
from hackathon.core.background import BackgroundTask
from hackathon.core.database import claims
from hackathon.core.database.locks import Lock
from hackathon.core.database.transactions import afterwards, transaction
from hackathon.core.errors import NothingToPlan, RunGoingOn
from hackathon.core.extensions import db
from hackathon.core.text.messages import Message, message
from hackathon.core.text.stored_messages import message_to_json
from hackathon.events.models import Event
from hackathon.planner.evaluation.fingerprint import content_of
from hackathon.planner.explanation.what_if import WhatIfChange, anchored, suppose
from hackathon.planner.limits import LONGEST, Limits
from hackathon.planner.model.solution import Solution
from hackathon.planner.model.warm_start import starting_from
from hackathon.planner.progress import Progress
from hackathon.planner.solve import require_all
from hackathon.planning.drafts.models import Draft, PlanMode, ProposalState, Run, RunState, Session
from hackathon.planning.drafts.queries import drafts
from hackathon.planning.drafts.services.drafts import replace_draft
from hackathon.planning.problem import messages
from hackathon.planning.problem.queries import problems
from hackathon.planning.runs import queries as runs
from hackathon.planning.runs.modes import check_supposition, coming_day, heeding_overrides, limited_to
from hackathon.planning.runs.proposing import has_changed, propose

LOST = message(
    "Planning was interrupted because the worker stopped. The draft has not changed. Please plan again."
)
PLAN = BackgroundTask[int]("plan")
TRIES = 2
"""How often a run is started: if it crashes a second worker, the organizer decides."""
WORTHWHILE = timedelta(minutes=10)
"""How long after its last sign of life a run is still restarted automatically."""


@transaction
def request_run(
    *,
    event: Event,
    limits: Limits,
    by: Person | None,
    now: datetime,
    supposition: WhatIfChange | None = None,
    mode: PlanMode = PlanMode.EVERYTHING,
    proposes: bool = False,
) -> Run:
    """Queue a planner run for the worker and return it; raises the same refusals as `queue`."""
    run = queue(
        event=event, limits=limits, supposition=supposition, mode=mode, proposes=proposes, by=by, now=now
    )
    afterwards(PLAN, run.id)
    return run


@transaction
def queue(
    *,
    event: Event,
    limits: Limits,
    by: Person | None,
    now: datetime,
    supposition: WhatIfChange | None = None,
    mode: PlanMode = PlanMode.EVERYTHING,
    proposes: bool = False,
) -> Run:
    """Record a planner run without starting it.

    With a supposition it answers a what-if question. If it `proposes`, the draft stays as it is, and the
    agenda becomes a pending proposal; only without a draft it becomes the draft. Raises NothingToPlan without
    topics, rooms or slots, or if the subject of the question doesn't exist, and RunGoingOn during another
    run.
    """
    _refuse_second_run(event, now)
    case = problems.load_problem(event, draft=None, published=None, now=now)
    _refuse_empty(case)
    if supposition:
        check_supposition(case.problem, supposition)
    run = Run(
        event=event,
        supposition=supposition.to_json() if supposition else None,
        mode=mode,
        proposal=ProposalState.PLANNED if proposes else None,
        seconds=min(limits.seconds, LONGEST),
        steps=limits.steps,
        seed=limits.seed,
        workers=limits.workers,
        asked_by_id=by.id if by else None,
        asked_at=now,
    )
    db.session.add(run)
    if supposition:
        question = messages.what_if_question(supposition, event)
        activity.record(LogKind.ASKED_WHAT_IF, event=event, by=by, now=now, question=question)
    else:
        activity.record(LogKind.STARTED_PLANNER, event=event, by=by, now=now)
    db.session.flush()
    return run


def _refuse_second_run(event: Event, now: datetime) -> None:
    """Refuse while a run is going on; one whose process has died is recorded as failed."""
    going_on = drafts.going_on(event)
    if going_on and is_dead(going_on):
        _fail(going_on, LOST, now)
    elif going_on:
        raise RunGoingOn(
            message("The planner is already running. Please wait until it finishes, or stop it first.")
        )


def _refuse_empty(case: problems.Case) -> None:
    if words := messages.nothing_to_plan(case.topics, case.rooms, case.slots):
        raise NothingToPlan(words)


@transaction(takes=Lock.SHARED)
def begin(*, run: Run, now: datetime) -> problems.Case | None:
    """Mark the run as started and return the problem to solve; None if it was already started or stopped."""
    db.session.refresh(run, with_for_update=True)  # Two workers may start it at the same instant.
    if run.state is not RunState.QUEUED:
        return None
    draft = drafts.current(run.event)
    case = problems.load_problem(run.event, draft=draft, published=agendas.latest(run.event), now=now)
    drafted = case.placement(draft.sessions if draft else ())
    case = replace(case, problem=starting_from(case.problem, drafted))
    if run.supposition:
        case = replace(case, problem=anchored(suppose(case.problem, WhatIfChange.from_json(run.supposition))))
    else:
        today = coming_day(case.slots, now)
        case = replace(case, problem=limited_to(run.mode, case.problem, seed=run.seed, today=today))
    placed = case.positions.sessions(draft.sessions if draft else ()).items()
    overridden = {position: session.overridden for position, session in placed}
    case = replace(case, problem=heeding_overrides(case.problem, overridden))
    # If there is room for every topic, none is left out to save someone a vote or a seat.
    case = replace(case, problem=require_all(case.problem))
    run.state, run.started_at, run.alive_at = RunState.RUNNING, now, now
    run.problem = case.problem.to_json()
    return case


@transaction(takes=Lock.SHARED)
def note_progress(*, run: Run, progress: Progress, now: datetime) -> bool:
    """Record the progress of the run, and return whether someone asked it to stop."""
    run.alive_at = now
    known = [progress.cost, progress.bound]
    if not run.progress or run.progress[-1][1:] != known:
        run.progress = [*run.progress, [round(progress.seconds, 1), *known]]
    return run.stop_asked


@transaction
def stop(*, run: Run, by: Person | None, now: datetime) -> None:
    """Ask the run to stop and keep its best agenda so far; a finished run is left alone.

    A run that is still queued ends at once.
    """
    if run.is_over:
        return
    run.stop_asked = True
    if run.state is RunState.QUEUED:
        run.state, run.ended_at = RunState.STOPPED, now
    activity.record(LogKind.STOPPED_PLANNER, event=run.event, by=by, now=now)


@transaction
def finish(*, run: Run, case: problems.Case, solution: Solution, now: datetime) -> None:
    """Store the run's result and make its agenda the current draft, unless it answers a what-if question.

    The agenda becomes a proposal if that was requested, or if the draft was changed meanwhile. A run that was
    given up meanwhile because its worker was silent changes nothing.
    """
    if run.is_over:
        return
    run.solution, run.content, run.ended_at = solution.to_json(), content_of(case.problem, solution), now
    run.progress = [[round(each.seconds, 2), each.cost, each.bound] for each in solution.history]
    run.state = RunState.STOPPED if run.stop_asked else RunState.DONE
    if run.supposition:
        return
    before = drafts.outline(run.event)
    if before and (run.proposal or has_changed(before, case)):
        propose(run, is_agenda=solution.is_agenda)
    elif solution.is_agenda:
        run.proposal = None
        run.draft_id = replace_draft(run.event, _sessions(case, solution), now).id
    result = messages.solution_summary(case.problem, solution)
    activity.record_automatic(LogKind.PLANNING_FINISHED, event=run.event, by=None, now=now, result=result)


@transaction(takes=Lock.SHARED)
def note_loss_bound(*, run: Run, solution: Solution) -> None:
    """Store the run's result again, with a bound on the loss."""
    if run.solution:
        run.solution = solution.to_json()


@transaction(takes=Lock.SHARED)
def note_price(*, run: Run, price: Message) -> None:
    """Store the cost of staying close to the published agenda."""
    run.price, run.price_parts = str(price), message_to_json(price)


@transaction
def fail(*, run: Run, fault: Message | str, now: datetime) -> None:
    """Mark an unfinished run as failed and store the reason; the draft does not change."""
    if not run.is_over:
        _fail(run, fault, now)


def is_dead(run: Run) -> bool:
    """Whether the worker of this run was killed; any process can tell this at once."""
    return run.state is RunState.RUNNING and not claims.is_held(job=PLAN.name, number=run.id)


def waiting(*, now: datetime) -> list[int]:
    """Return the keys of the runs that need a worker, including those whose worker was killed."""
    unfinished = drafts.unfinished()
    if any(run.state is RunState.RUNNING for run in unfinished):
        _recover(now=now)
    return claims.free(job=PLAN.name, among=[run.id for run in unfinished if not run.is_over], now=now)


@transaction
def _recover(*, now: datetime) -> None:
    """Requeue the runs whose worker was killed; fail those that were started too often or too long ago."""
    for run in drafts.unfinished():
        db.session.refresh(run, with_for_update=True)
        if not is_dead(run):
            continue
        is_recent = run.alive_at is not None and now - run.alive_at <= WORTHWHILE
        if is_recent and not run.stop_asked and claims.tries(job=PLAN.name, number=run.id) < TRIES:
            run.state, run.started_at, run.progress = RunState.QUEUED, None, []
        else:
            _fail(run, LOST, now)


def _fail(run: Run, fault: Message | str, now: datetime) -> None:
    run.state, run.fault, run.ended_at = RunState.FAILED, str(fault), now
    run.fault_parts = message_to_json(fault) if isinstance(fault, Message) else None


@transaction
def take(*, run: Run, by: Person | None, now: datetime) -> Draft:
    """Make the agenda of a run the current draft.

    Raises NothingToPlan if it has none or needs something that was removed, and RunGoingOn during a run.
    """
    going_on = drafts.going_on(run.event)
    if going_on and not is_dead(going_on):
        raise RunGoingOn(message("The planner is running. Please wait until it finishes, or stop it first."))
    sessions = runs.sessions(run)
    if sessions is None:
        raise NothingToPlan(
            message(
                "This agenda uses a topic, room or slot that no longer exists. Add it again, or plan again."
            )
        )
    draft = replace_draft(run.event, sessions, now)
    run.draft_id = draft.id
    activity.record(LogKind.USED_RUN, event=run.event, by=by, now=now, time=run.asked_at.time())
    return draft


def _sessions(case: problems.Case, solution: Solution) -> list[Session]:
    return [
        Session(
            topic=topic,
            occurrence=case.positions.occurrences[at],
            room=case.rooms[solution.room[at]],
            slot=case.slots[solution.start[at]],
        )
        for at, topic in enumerate(case.positions.rows)
        if solution.start[at] >= 0
    ]


def refuse_while_planned(event: Event) -> None:
    """Raise RunGoingOn during a planner run that will replace the draft."""
    if replaces_draft(event):
        raise RunGoingOn(
            message(
                "The planner is running and will replace this draft. "
                "Please wait until it finishes, or stop it; then publish."
            )
        )


def replaces_draft(event: Event) -> bool:
    """Whether a planner run will replace the draft; what-if runs replace nothing."""
    run = drafts.going_on(event)
    return run is not None and not run.supposition and not is_dead(run)
