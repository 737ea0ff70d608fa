"""The planner's proposals, one of which can wait for an organizer."""

from sqlalchemy import select

from hackathon.core.extensions import db
from hackathon.planning.drafts.models import Draft, ProposalState, Run
from hackathon.planning.problem.queries.problems import Case


def propose(run: Run, *, is_agenda: bool) -> None:
    """Let the agenda of a run wait for an organizer, in place of any that waits already."""
    earlier = select(Run).where(Run.event_id == run.event_id, Run.proposal == ProposalState.OPEN)
    for other in db.session.scalars(earlier):
        other.proposal = ProposalState.DISMISSED
    run.proposal = ProposalState.OPEN if is_agenda else None


def has_changed(draft: Draft, case: Case) -> bool:
    """Whether the sessions of a draft are elsewhere than where the planner began with this case."""
    now = case.placement(draft.sessions)
    cells = enumerate(zip(now.start, now.room, strict=True))
    began = {each.topic: (each.start, each.room) for each in case.problem.draft}
    return began != {topic: cell for topic, cell in cells if min(cell) >= 0}
