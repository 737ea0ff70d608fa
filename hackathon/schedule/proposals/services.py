"""Accepting the planner's proposal, as a whole or in part, and dismissing it."""

from collections.abc import Collection
from datetime import datetime

from hackathon.accounts.models import Person
from hackathon.activity import services as activity
from hackathon.activity.messages import LogKind
from hackathon.agenda import queries as agendas
from hackathon.core.database.transactions import transaction
from hackathon.core.errors import BadEntry, NothingToPlan, StaleForm
from hackathon.core.extensions import db
from hackathon.core.text.messages import message, plural_message
from hackathon.events.models import Event
from hackathon.planning.drafts.models import Draft, ProposalState, Run
from hackathon.planning.drafts.queries import drafts
from hackathon.planning.drafts.services.drafts import keep_version
from hackathon.planning.problem.queries import problem_rows
from hackathon.planning.runs import queries as runs
from hackathon.schedule.changes.domain.changes import DraftState, SessionId, SessionState, StepKind
from hackathon.schedule.changes.queries.states import state_of
from hackathon.schedule.changes.services.changing import ChangeResult, save
from hackathon.schedule.changes.services.rules import rules_of
from hackathon.schedule.proposals import queries as proposals
from hackathon.schedule.proposals.domain import ProposedMove


@transaction
def accept(
    *, event: Event, run: Run, groups: Collection[str] | None, by: Person | None, now: datetime
) -> ChangeResult:
    """Make the moves of a proposal in one step: of all groups, or of these.

    A partly accepted proposal stays pending. Raises BadEntry for no group, NothingToPlan for a proposal that
    is no longer pending, StaleForm if a group is no longer as shown, and MoveForbidden if rules no longer
    allow it.
    """
    draft, published = drafts.outline(event), agendas.latest(event)
    proposal = proposals.compare(event, run.id, draft, published, now) if draft else None
    if draft is None or proposal is None or run.proposal != ProposalState.OPEN:
        raise NothingToPlan(message("This proposal is no longer open."))
    if groups is not None and not groups:
        raise BadEntry(message("Please tick what you want to accept."))
    known = {group.key: group for group in proposal.groups}
    if groups is not None and not known.keys() >= set(groups):
        raise StaleForm(
            message("The schedule has changed in the meantime. See what the proposal would change now.")
        )
    chosen = [group for key, group in known.items() if groups is None or key in groups]
    moves = [move for group in chosen for move in group.moves]
    topics = problem_rows.topics(event)
    rules = rules_of(event, draft, topics, now)
    before = state_of(draft, topics)
    keep_version(draft, now=now)
    sessions = save(
        event, draft, topics, before, _moved(before, moves), rules,
        override=False, kind=StepKind.PROPOSAL.value, title="", by=by, now=now,
    )  # fmt: skip
    if len(chosen) == len(proposal.groups):
        run.proposal = ProposalState.ACCEPTED
    number = len(moves)
    words = plural_message("%(number)s session moved.", "%(number)s sessions moved.", number)
    activity.record(LogKind.ACCEPTED_PROPOSAL, event=event, by=by, now=now, change=words)
    return ChangeResult(version=draft.version, sessions=sessions, words=words)


@transaction
def keep(*, event: Event, run: Run, name: str, by: Person | None, now: datetime) -> Draft:
    """Save a run's proposal as a named version, for comparing and restoring later.

    Raises NothingToPlan if its agenda needs a topic, room or slot that no longer exists.
    """
    sessions = runs.sessions(run)
    if sessions is None:
        raise NothingToPlan(
            message("This agenda uses a topic, room or slot that no longer exists. Please plan again.")
        )
    version = Draft(event=event, is_current=False, made_at=now, name=name, is_by_planner=True)
    version.sessions = sessions
    db.session.add(version)
    db.session.flush()
    activity.record(LogKind.KEPT_PROPOSAL, event=event, by=by, now=now, version=name)
    return version


@transaction
def dismiss(*, event: Event, run: Run, by: Person | None, now: datetime) -> None:
    """Dismiss a proposal; the draft stays as it is."""
    if run.proposal == ProposalState.OPEN:
        run.proposal = ProposalState.DISMISSED
        activity.record(LogKind.DISMISSED_PROPOSAL, event=event, by=by, now=now)


def _moved(before: DraftState, moves: Collection[ProposedMove]) -> DraftState:
    sessions: dict[SessionId, SessionState | None] = dict(before.sessions)
    for move in moves:
        if move.becomes is not None:
            was = sessions.get((move.topic_id, move.run))
            sessions[move.topic_id, move.run] = SessionState(
                place=move.becomes,
                pinned=was.pinned if was else False,
                overridden=was.overridden if was else (),
            )
    return DraftState(sessions=sessions, topics=before.topics)
