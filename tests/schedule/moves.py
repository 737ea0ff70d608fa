"""Changing a draft in one line, through the service that the schedule page calls."""

from datetime import datetime

from hackathon.accounts.models import Person
from hackathon.planning.drafts.models import Draft
from hackathon.planning.rooms.models import Room
from hackathon.planning.timetable.models import Slot
from hackathon.schedule.changes.domain.changes import Action, Change
from hackathon.schedule.changes.services import changing
from hackathon.topics.models import Topic
from tests.dublin import NOON


def place(
    draft: Draft,
    topic: Topic,
    room: Room,
    slot: Slot,
    *,
    occurrence: int = 1,
    pinned: bool = False,
    swaps: bool = False,
    by: Person | None = None,
    now: datetime = NOON,
) -> None:
    """Place a session of the topic there; one that `swaps` changes places with a session that is there."""
    changes = [
        Change(
            action=Action.SWAP if swaps else Action.PLACE,
            topic=topic.number,
            run=occurrence,
            place=(slot.id, room.id),
        )
    ]
    if pinned:
        changes.append(Change(action=Action.PIN, topic=topic.number, run=occurrence))
    changing.make_changes(event=draft.event, changes=changes, by=by, now=now)


def leave_out(
    draft: Draft, topic: Topic, *, occurrence: int = 1, by: Person | None = None, now: datetime = NOON
) -> None:
    """Take a session of the topic out of the draft."""
    change = Change(action=Action.LEAVE_OUT, topic=topic.number, run=occurrence)
    changing.make_changes(event=draft.event, changes=[change], by=by, now=now)
