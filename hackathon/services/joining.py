"""Joining two records of one person: proposed by the tool, decided by an organizer, undone on request.

A join is a matter of one event: what both records have there becomes the second one's. Handles and an
e-mail address that only the first one has follow, so that the person is found under them from now on.
"""

from datetime import datetime

from sqlalchemy import select

from hackathon.domain.errors import JoinImpossible
from hackathon.extensions import db
from hackathon.models import Event, JoinProposal, JoinState, Person
from hackathon.services import activity, belongings
from hackathon.services.transactions import transaction
from hackathon.services.upsert import insert_if_new


@transaction
def propose(*, event: Event, joined: Person, into: Person, reason: str, evidence: str = "") -> bool:
    """Ask the organizers whether two records are one person; return whether that is a new question.

    A pair that was ever proposed at this event, whichever way round and however decided, is not asked again.
    """
    db.session.flush()  # the records may be as new as the question
    pair = (joined.id, into.id)
    if joined.id == into.id or db.session.scalar(
        select(JoinProposal.id).where(
            JoinProposal.event_id == event.id,
            JoinProposal.from_id.in_(pair),
            JoinProposal.into_id.in_(pair),
        )
    ):
        return False
    return insert_if_new(
        JoinProposal,
        key=("event_id", "from_id", "into_id"),
        values={
            "event_id": event.id,
            "from_id": joined.id,
            "into_id": into.id,
            "reason": reason,
            "evidence": evidence,
            "state": JoinState.PROPOSED,
        },
    )


@transaction
def accept(*, proposal: JoinProposal, by: Person | None, now: datetime) -> None:
    """Make the two records one: votes, comments, contact roles, handles and attendance move.

    Of two votes on one topic the later counts. A join that was refused earlier may still be accepted;
    accepting twice changes nothing. Raises JoinImpossible where one of the two was joined elsewhere since.
    """
    _lock(proposal)
    if proposal.state is JoinState.ACCEPTED:
        return
    _refuse_if_joined_elsewhere(proposal)
    proposal.moved = belongings.move(event_id=proposal.event_id, joined=proposal.joined, into=proposal.into)
    _decide(proposal, JoinState.ACCEPTED, by=by, now=now)
    _note(f"joined {proposal.joined.name} into {proposal.into.name}", proposal, by=by, now=now)


@transaction
def refuse(*, proposal: JoinProposal, by: Person | None, now: datetime) -> None:
    """Remember that the two records are two people; the tool does not ask again.

    Raises JoinImpossible for a join that was accepted: that is undone first.
    """
    _lock(proposal)
    if proposal.state is JoinState.REFUSED:
        return
    if proposal.state is JoinState.ACCEPTED:
        raise JoinImpossible(
            f"{proposal.joined.name} was joined into {proposal.into.name} meanwhile. Undo that first."
        )
    _decide(proposal, JoinState.REFUSED, by=by, now=now)
    _note(
        f"decided that {proposal.joined.name} is not {proposal.into.name}",
        proposal,
        by=by,
        now=now,
    )


@transaction
def undo(*, proposal: JoinProposal, by: Person | None, now: datetime) -> None:
    """Give the first record back all that the join took from it, and ask the question again.

    Undoing twice changes nothing. Raises JoinImpossible, saying what stands in the way, when something
    that the join moved was changed since.
    """
    _lock(proposal)
    if proposal.state is not JoinState.ACCEPTED or proposal.moved is None:
        return
    _refuse_if_joined_elsewhere(proposal)
    belongings.give_back(
        proposal.moved, event_id=proposal.event_id, joined=proposal.joined, into=proposal.into
    )
    proposal.moved = None
    _decide(proposal, JoinState.PROPOSED, by=None, now=None)
    _note(f"undid the join of {proposal.joined.name} into {proposal.into.name}", proposal, by=by, now=now)


def _lock(proposal: JoinProposal) -> None:
    # Two organizers who decide at one instant do so one after the other; SQLite lets only one write anyway.
    db.session.refresh(proposal, with_for_update=True)


def _refuse_if_joined_elsewhere(proposal: JoinProposal) -> None:
    both = (proposal.from_id, proposal.into_id)
    other = db.session.scalar(
        select(JoinProposal).where(
            JoinProposal.event_id == proposal.event_id,
            JoinProposal.id != proposal.id,
            JoinProposal.state == JoinState.ACCEPTED,
            JoinProposal.from_id.in_(both),
        )
    )
    if other is not None:
        raise JoinImpossible(
            f"{other.joined.name} was joined into {other.into.name}. Undo that first, then try again."
        )


def _decide(proposal: JoinProposal, state: JoinState, *, by: Person | None, now: datetime | None) -> None:
    proposal.state = state
    proposal.decided_by_id = by.id if by else None
    proposal.decided_at = now


def _note(what: str, proposal: JoinProposal, *, by: Person | None, now: datetime) -> None:
    event = db.session.get_one(Event, proposal.event_id)
    activity.did(what, event=event, by=by, now=now)
