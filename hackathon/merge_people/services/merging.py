"""Accepting, rejecting and undoing the merge of two records of one person.

A merge concerns one event: the data of both records there goes to the second one. Handles and an email
address that only the first one has move too, so that the person is found by them.
"""

from datetime import datetime

from sqlalchemy import select

from hackathon.accounts.models import JoinProposal, JoinState, Person
from hackathon.activity import services as activity
from hackathon.activity.messages import Deed
from hackathon.core.database.transactions import transaction
from hackathon.core.errors import JoinImpossible
from hackathon.core.extensions import db
from hackathon.core.text.messages import message
from hackathon.events.models import Event
from hackathon.merge_people.services import moved_data


@transaction
def accept(*, proposal: JoinProposal, by: Person | None, now: datetime) -> None:
    """Merge two records: votes, comments, contact roles, handles and attendance move.

    Of two votes on one topic the later counts. A refused proposal may still be accepted; accepting twice
    changes nothing. Raises JoinImpossible if one of the two was merged elsewhere.
    """
    if proposal.state is JoinState.ACCEPTED:
        return
    _refuse_if_joined_elsewhere(proposal)
    proposal.moved = moved_data.move(event_id=proposal.event_id, joined=proposal.joined, into=proposal.into)
    _decide(proposal, JoinState.ACCEPTED, by=by, now=now)
    _note(Deed.MERGED_PEOPLE, proposal, by=by, now=now)


@transaction
def refuse(*, proposal: JoinProposal, by: Person | None, now: datetime) -> None:
    """Keep the records separate; they are not proposed again.

    Raises JoinImpossible for an accepted proposal, which must be undone first.
    """
    if proposal.state is JoinState.REFUSED:
        return
    if proposal.state is JoinState.ACCEPTED:
        raise JoinImpossible(
            message(
                "%(joined)s was merged into %(into)s in the meantime. Undo that first.",
                joined=proposal.joined.name,
                into=proposal.into.name,
            )
        )
    _decide(proposal, JoinState.REFUSED, by=by, now=now)
    _note(Deed.DECLINED_MERGE_OF_PEOPLE, proposal, by=by, now=now)


@transaction
def undo(*, proposal: JoinProposal, by: Person | None, now: datetime) -> None:
    """Undo a merge and reopen the proposal.

    Undoing twice changes nothing. Raises JoinImpossible, naming the reason, if moved data was changed.
    """
    if proposal.state is not JoinState.ACCEPTED or proposal.moved is None:
        return
    _refuse_if_joined_elsewhere(proposal)
    moved_data.give_back(
        proposal.moved, event_id=proposal.event_id, joined=proposal.joined, into=proposal.into
    )
    proposal.moved = None
    _decide(proposal, JoinState.PROPOSED, by=None, now=None)
    _note(Deed.UNDID_MERGE_OF_PEOPLE, proposal, by=by, now=now)


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
            message(
                "%(joined)s was merged into %(into)s. Undo that first, then try again.",
                joined=other.joined.name,
                into=other.into.name,
            )
        )


def _decide(proposal: JoinProposal, state: JoinState, *, by: Person | None, now: datetime | None) -> None:
    proposal.state = state
    proposal.decided_by_id = by.id if by else None
    proposal.decided_at = now


def _note(deed: Deed, proposal: JoinProposal, *, by: Person | None, now: datetime) -> None:
    event = db.session.get_one(Event, proposal.event_id)
    activity.did(deed, event=event, by=by, now=now, joined=proposal.joined.name, into=proposal.into.name)
