"""The planner's proposals, one of which can wait for an organizer."""

from sqlalchemy import select

from hackathon.core.extensions import db
from hackathon.planning.drafts.models import Draft, ProposalState, Run
from hackathon.planning.problem.queries.problems import Case


def propose(run: Run, *, is_agenda: bool) -> None:
    """Make the agenda of a run the pending proposal, replacing any other."""
    earlier = select(Run).where(Run.event_id == run.event_id, Run.proposal == ProposalState.OPEN)
    for other in db.session.scalars(earlier):
        other.proposal = ProposalState.DISMISSED
    run.proposal = ProposalState.OPEN if is_agenda else None


def has_changed(draft: Draft, case: Case) -> bool:
    """Whether the draft's sessions differ from those from which the planner started."""
    now = case.placement(draft.sessions)
    cells = enumerate(zip(now.start, now.room, strict=True))
    began = {each.topic: (each.start, each.room) for each in case.problem.draft}
    return began != {topic: cell for topic, cell in cells if min(cell) >= 0}
