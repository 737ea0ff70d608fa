"""Loading the schedule page, with a fixed number of queries."""

from datetime import datetime

from hackathon.accounts.models import Person
from hackathon.agenda import queries as agendas
from hackathon.events.models import Event
from hackathon.planning.drafts.models import Run, RunState
from hackathon.planning.drafts.queries import drafts
from hackathon.schedule.changes.queries import steps
from hackathon.schedule.page.domain import PlannerRun, ProposalSummary, SchedulePage
from hackathon.schedule.page.queries.board import load_board
from hackathon.schedule.presence.queries import others_present
from hackathon.schedule.proposals import queries as proposals
from hackathon.schedule.proposals.domain import Proposal


def load_page(event: Event, person: Person | None, now: datetime) -> SchedulePage:
    """Return the schedule page of an event as this organizer sees it."""
    draft, published = drafts.without_sessions(event), agendas.latest(event)
    board = load_board(event, draft, published, now)
    run, waiting = drafts.going_on(event), proposals.open_proposal(event)
    undo, redo = steps.undo_and_redo(draft, person) if draft and person else (None, None)
    # The comparison loads the whole draft, so it is only made while a proposal is pending.
    compared = drafts.current(event) if waiting is not None else None
    return SchedulePage(
        version=draft.version if draft else 0,
        days=board.days,
        rooms=board.rooms,
        tray=board.tray,
        strip=board.strip,
        findings=board.findings,
        musts_lost=board.musts_lost,
        undo=undo,
        redo=redo,
        present=others_present(event, person, now),
        proposal=_proposal(proposals.compare(event, waiting, compared, published, now))
        if waiting is not None and compared
        else None,
        planner=_planner(run) if run else None,
        revision=published.revision if published else None,
    )


def _proposal(proposal: Proposal | None) -> ProposalSummary | None:
    if proposal is None:
        return None
    return ProposalSummary(
        run=proposal.run,
        groups=len(proposal.groups),
        moves=proposal.moves,
        gains=len(proposal.effect.gains),
        loses=len(proposal.effect.loses),
    )


def _planner(run: Run) -> PlannerRun:
    is_queued = run.state is RunState.QUEUED
    return PlannerRun(run=run.id, is_queued=is_queued, seconds=run.seconds, asked_at=run.asked_at)
