"""Accepting, rejecting and undoing the merge of two records of one person.

A merge concerns one event: the data of both records there goes to the second one. Handles and an email
address that only the first one has move too, so that the person is found by them.
"""

from datetime import datetime

from sqlalchemy import select

from hackathon.accounts.models import Person, PersonMerge, PersonMergeState
from hackathon.activity import services as activity
from hackathon.activity.messages import LogKind
from hackathon.core.database.transactions import transaction
from hackathon.core.errors import PersonMergeImpossible
from hackathon.core.extensions import db
from hackathon.core.text.messages import message
from hackathon.events.models import Event
from hackathon.merge_people.services import moved_data


@transaction
def accept(*, proposal: PersonMerge, by: Person | None, now: datetime) -> None:
    """Merge two records: votes, comments, contact roles, handles and attendance move.

    Of two votes on one topic the later counts. A refused proposal may still be accepted; accepting twice
    changes nothing. Raises PersonMergeImpossible if one of the two was merged elsewhere.
    """
    if proposal.state is PersonMergeState.ACCEPTED:
        return
    _refuse_if_joined_elsewhere(proposal)
    proposal.moved = moved_data.move(event_id=proposal.event_id, joined=proposal.joined, into=proposal.into)
    _decide(proposal, PersonMergeState.ACCEPTED, by=by, now=now)
    _note(LogKind.MERGED_PEOPLE, proposal, by=by, now=now)


@transaction
def refuse(*, proposal: PersonMerge, by: Person | None, now: datetime) -> None:
    """Keep the records separate; they are not proposed again.

    Raises PersonMergeImpossible for an accepted proposal, which must be undone first.
    """
    if proposal.state is PersonMergeState.REFUSED:
        return
    if proposal.state is PersonMergeState.ACCEPTED:
        raise PersonMergeImpossible(
            message(
                "%(joined)s was merged into %(into)s in the meantime. Undo that first.",
                joined=proposal.joined.name,
                into=proposal.into.name,
            )
        )
    _decide(proposal, PersonMergeState.REFUSED, by=by, now=now)
    _note(LogKind.DECLINED_MERGE_OF_PEOPLE, proposal, by=by, now=now)


@transaction
def undo(*, proposal: PersonMerge, by: Person | None, now: datetime) -> None:
    """Undo a merge and reopen the proposal.

    Undoing twice changes nothing. Raises PersonMergeImpossible, naming the reason, if moved data was changed.
    """
    if proposal.state is not PersonMergeState.ACCEPTED or proposal.moved is None:
        return
    _refuse_if_joined_elsewhere(proposal)
    moved_data.give_back(
        proposal.moved, event_id=proposal.event_id, joined=proposal.joined, into=proposal.into
    )
    proposal.moved = None
    _decide(proposal, PersonMergeState.PROPOSED, by=None, now=None)
    _note(LogKind.UNDID_MERGE_OF_PEOPLE, proposal, by=by, now=now)


def _refuse_if_joined_elsewhere(proposal: PersonMerge) -> None:
    both = (proposal.from_id, proposal.into_id)
    other = db.session.scalar(
        select(PersonMerge).where(
            PersonMerge.event_id == proposal.event_id,
            PersonMerge.id != proposal.id,
            PersonMerge.state == PersonMergeState.ACCEPTED,
            PersonMerge.from_id.in_(both),
        )
    )
    if other is not None:
        raise PersonMergeImpossible(
            message(
                "%(joined)s was merged into %(into)s. Undo that first, then try again.",
                joined=other.joined.name,
                into=other.into.name,
            )
        )


def _decide(
    proposal: PersonMerge, state: PersonMergeState, *, by: Person | None, now: datetime | None
) -> None:
    proposal.state = state
    proposal.decided_by_id = by.id if by else None
    proposal.decided_at = now


def _note(kind: LogKind, proposal: PersonMerge, *, by: Person | None, now: datetime) -> None:
    event = db.session.get_one(Event, proposal.event_id)
    activity.record(kind, event=event, by=by, now=now, joined=proposal.joined.name, into=proposal.into.name)
