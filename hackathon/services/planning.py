"""Planning a draft: asking for a run, following it, and taking its result."""

from dataclasses import replace
from datetime import datetime

from hackathon.background import later
from hackathon.domain.errors import NothingToPlan, RunGoingOn
from hackathon.domain.scheduling.limits import LONGEST, Limits
from hackathon.domain.scheduling.solution import Solution
from hackathon.domain.scheduling.solve import require_all
from hackathon.domain.scheduling.suppose import Supposition, suppose
from hackathon.domain.scheduling.watch import Progress
from hackathon.domain.scheduling.words import verdict
from hackathon.extensions import db
from hackathon.models import Draft, Event, Person, Run, RunState, Session
from hackathon.queries import agendas, drafts, problems, runs
from hackathon.services import activity
from hackathon.services.transactions import take_turns, transaction

LOST = "The worker was stopped while it planned. The draft is as it was; plan again."


def ask(
    *,
    event: Event,
    limits: Limits,
    by: Person | None,
    now: datetime,
    supposition: Supposition | None = None,
) -> Run:
    """Queue a planning run, have the worker see to it, and return it.

    Raises like `queue`.
    """
    run = queue(event=event, limits=limits, supposition=supposition, by=by, now=now)
    see_to(run)
    return run


def see_to(run: Run) -> None:
    """Have the worker see to a queued run, once what queued it is kept."""
    later.call("plan", run.id)


@transaction
def queue(
    *,
    event: Event,
    limits: Limits,
    by: Person | None,
    now: datetime,
    supposition: Supposition | None = None,
) -> Run:
    """Write down what is to be planned, for whoever performs it.

    With a supposition, only to know what would be. Raises NothingToPlan without topics, rooms or
    slots, RunGoingOn while another run is, and BadProblem for what cannot be supposed.
    """
    take_turns(event)
    going_on = drafts.going_on(event)
    if going_on and going_on.is_lost(now):
        _fail(going_on, LOST, now)
    elif going_on:
        raise RunGoingOn("A plan is being made already. Wait for it, or stop it first.")
    case = problems.of(event, draft=None, published=None, now=now)
    for rows, words in ((case.topics, "topic"), (case.rooms, "room"), (case.slots, "slot")):
        if not rows:
            raise NothingToPlan(f"There is no {words} to plan with. Add one, then plan again.")
    if supposition:
        suppose(case.problem, supposition)
    run = Run(
        event=event,
        supposition=supposition.to_json() if supposition else None,
        seconds=min(limits.seconds, LONGEST),
        steps=limits.steps,
        seed=limits.seed,
        workers=limits.workers,
        asked_by_id=by.id if by else None,
        asked_at=now,
    )
    db.session.add(run)
    what = f"asked what if {supposition.words}" if supposition else "asked for a plan"
    activity.did(what, event=event, by=by, now=now)
    db.session.flush()
    return run


@transaction
def begin(*, run: Run, now: datetime) -> problems.Case | None:
    """Note that the run has begun and return what it has to solve; None if it was begun or stopped before."""
    db.session.refresh(run, with_for_update=True)
    if run.state is not RunState.QUEUED:
        return None
    case = problems.of(
        run.event, draft=drafts.current(run.event), published=agendas.latest(run.event), now=now
    )
    if run.supposition:
        case = replace(case, problem=suppose(case.problem, Supposition.from_json(run.supposition)))
    # Where there is room for every topic, none is left out to spare somebody a vote or a seat.
    case = replace(case, problem=require_all(case.problem))
    run.state, run.started_at, run.alive_at = RunState.RUNNING, now, now
    run.problem = case.problem.to_json()
    return case


@transaction
def note_progress(*, run: Run, progress: Progress, now: datetime) -> bool:
    """Keep how far the run has come, for those who watch; return whether somebody asked it to stop."""
    run.alive_at = now
    known = [progress.cost, progress.bound]
    if not run.progress or run.progress[-1][1:] != known:
        run.progress = [*run.progress, [round(progress.seconds, 1), *known]]
    return run.stop_asked


@transaction
def stop(*, run: Run, by: Person | None, now: datetime) -> None:
    """Ask the run to stop and keep the best so far; one that has ended stays as it is.

    One that still waits for a worker ends at once.
    """
    db.session.refresh(run, with_for_update=True)
    if run.is_over:
        return
    run.stop_asked = True
    if run.state is RunState.QUEUED:
        run.state, run.ended_at = RunState.STOPPED, now
    activity.did("stopped planning", event=run.event, by=by, now=now)


@transaction
def finish(*, run: Run, case: problems.Case, solution: Solution, now: datetime) -> None:
    """Keep the run's result, and make its agenda the current draft if it is one and supposes nothing.

    A run that was given up meanwhile, because its worker was silent for too long, changes nothing.
    """
    db.session.refresh(run, with_for_update=True)
    if run.is_over:
        return
    run.solution, run.ended_at = solution.to_json(), now
    run.progress = [[round(each.seconds, 2), each.cost, each.bound] for each in solution.history]
    run.state = RunState.STOPPED if run.stop_asked else RunState.DONE
    if run.supposition:
        return
    if solution.is_agenda:
        run.draft_id = replace_draft(run.event, _sessions(case, solution), now).id
    activity.note(f"A plan was made. {verdict(solution)}", event=run.event, by=None, now=now)


@transaction
def note_loss_bound(*, run: Run, solution: Solution) -> None:
    """Keep the run's result again, with what no agenda can lose less than."""
    if run.solution:
        run.solution = solution.to_json()


@transaction
def note_price(*, run: Run, words: str) -> None:
    """Keep what heeding the published agenda costs."""
    run.price = words


@transaction
def fail(*, run: Run, fault: str, now: datetime) -> None:
    """Keep why a run came to nothing, if it has not ended; the draft stays as it was."""
    if not run.is_over:
        _fail(run, fault, now)


@transaction
def recover(*, now: datetime) -> list[int]:
    """End the runs whose worker was killed, and return the keys of those that still wait for one."""
    unfinished = drafts.unfinished()
    for run in unfinished:
        if run.is_lost(now):
            _fail(run, LOST, now)
    return [run.id for run in unfinished if run.state is RunState.QUEUED]


def _fail(run: Run, fault: str, now: datetime) -> None:
    run.state, run.fault, run.ended_at = RunState.FAILED, fault, now


@transaction
def take(*, run: Run, by: Person | None, now: datetime) -> Draft:
    """Make the agenda of a run the current draft.

    Raises NothingToPlan if it has none, or needs what is not there, and RunGoingOn while a plan is made.
    """
    going_on = drafts.going_on(run.event)
    if going_on and not going_on.is_lost(now):
        raise RunGoingOn("A plan is being made. Wait for it, or stop it first; then take this one.")
    sessions = runs.sessions(run)
    if sessions is None:
        raise NothingToPlan(
            "This agenda needs a topic, a room or a slot that is not there. Add it, then plan again."
        )
    draft = replace_draft(run.event, sessions, now)
    run.draft_id = draft.id
    activity.did(f"took the agenda of the run of {run.asked_at:%H:%M} UTC", event=run.event, by=by, now=now)
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


def replace_draft(event: Event, sessions: list[Session], now: datetime) -> Draft:
    """Make a current draft of these sessions; what was pinned stays pinned."""
    before = drafts.current(event)
    held = [session for session in (before.sessions if before else ()) if session.pinned]
    pinned = {(session.topic_id, session.occurrence) for session in held}
    if before:
        before.is_current = False
        db.session.flush()  # only one draft may be current at any moment
    draft = Draft(event=event, is_current=True, made_at=now)
    for session in sessions:
        session.pinned = session.pinned or (session.topic.id, session.occurrence) in pinned
    draft.sessions = sessions
    db.session.add(draft)
    db.session.flush()
    return draft
