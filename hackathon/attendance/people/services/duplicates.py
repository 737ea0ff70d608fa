"""Proposing that two records are the same person."""

from sqlalchemy import select

from hackathon.accounts.models import Person, PersonMerge, PersonMergeState
from hackathon.core.database.transactions import transaction
from hackathon.core.database.upsert import insert_if_new
from hackathon.core.extensions import db
from hackathon.core.text.messages import Message
from hackathon.core.text.stored_messages import message_to_json
from hackathon.events.models import Event


@transaction
def propose(
    *, event: Event, joined: Person, into: Person, reason: Message | str, evidence: Message | str = ""
) -> bool:
    """Propose to organizers that two records are one person; return whether the proposal is new.

    A pair that was ever proposed at this event, in either order and however decided, is not proposed again.
    """
    db.session.flush()  # The records may be as new as the proposal.
    pair = (joined.id, into.id)
    if joined.id == into.id or db.session.scalar(
        select(PersonMerge.id).where(
            PersonMerge.event_id == event.id,
            PersonMerge.from_id.in_(pair),
            PersonMerge.into_id.in_(pair),
        )
    ):
        return False
    return insert_if_new(
        PersonMerge,
        key=("event_id", "from_id", "into_id"),
        values={
            "event_id": event.id,
            "from_id": joined.id,
            "into_id": into.id,
            "reason": str(reason),
            "evidence": str(evidence),
            "evidence_parts": message_to_json(evidence) if isinstance(evidence, Message) else None,
            "state": PersonMergeState.PROPOSED,
        },
    )
