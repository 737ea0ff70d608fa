"""Closing a room, or ending a day early: sessions that no longer fit return to the tray."""

from datetime import datetime

from hackathon.accounts.models import Person
from hackathon.activity import services as activity
from hackathon.activity.messages import LogKind
from hackathon.core.database.transactions import touch, transaction
from hackathon.core.errors import BadEntry
from hackathon.core.extensions import db
from hackathon.core.text.messages import Message, message, plural_message
from hackathon.events.models import Event
from hackathon.planning.drafts.queries import drafts
from hackathon.planning.problem.queries import problem_rows
from hackathon.planning.rooms.models import Room, RoomClosure
from hackathon.planning.timetable.models import Slot
from hackathon.schedule.changes.domain.changes import DraftState, SessionId, StepKind
from hackathon.schedule.changes.queries.states import state_of
from hackathon.schedule.changes.services import writing
from hackathon.schedule.changes.services.changing import ChangeResult
from hackathon.schedule.closing.queries import Cells, cells_to_close, sessions_in


@transaction
def close_from(
    *, event: Event, slot: Slot, room: Room | None, by: Person | None, now: datetime
) -> ChangeResult:
    """Close a room, or all rooms, from a slot to the end of its day; return sessions that no longer fit.

    Sessions there, and those that would extend into it, leave the draft in one step; started sessions stay.
    Raises BadEntry if there is nothing left to close.
    """
    cells = cells_to_close(event, slot=slot, room=room, now=now)
    if not cells:
        raise BadEntry(message("It is already closed then. Nothing was changed."))
    db.session.add_all(RoomClosure(room_id=room_id, slot_id=slot_id) for slot_id, room_id in cells)
    for each in [room] if room else event.rooms:
        touch(each)
    db.session.flush()
    sessions, titles, version = _take_out(event, cells, by, now)
    if room:
        activity.record(LogKind.CLOSED_ROOM, event=event, by=by, now=now, room=room.name, time=slot.starts)
    else:
        activity.record(LogKind.CLOSED_ROOMS, event=event, by=by, now=now, time=slot.starts)
    return ChangeResult(version=version, sessions=sessions, words=_words(titles))


def _words(titles: tuple[str, ...]) -> Message:
    if not titles:
        return message("Closed. No sessions were affected.")
    return plural_message(
        "Closed. %(number)s session no longer fits: %(titles)s.",
        "Closed. %(number)s sessions no longer fit: %(titles)s.",
        len(titles),
        titles=titles,
    )


def _take_out(
    event: Event, cells: Cells, by: Person | None, now: datetime
) -> tuple[tuple[SessionId, ...], tuple[str, ...], int]:
    """Take out the sessions in these slots and rooms; return them, their titles and the draft's version."""
    draft = drafts.outline(event)
    if draft is None:
        return (), (), 0
    topics = problem_rows.topics(event)
    known = {topic.id: topic for topic in topics}
    before = state_of(draft, topics)
    gone = sessions_in(event, topics, before, cells)
    left = {key: state for key, state in before.sessions.items() if key not in gone}
    after = DraftState(sessions=left, topics=before.topics)
    _, became = after.changed_from(before)
    if became.sessions:
        writing.write(draft, became, known, now)
        kind = StepKind.FITTED.value
        writing.record(draft, before, state_of(draft, topics), kind=kind, title="", by=by, now=now)
    return tuple(gone), tuple(known[topic].title for topic, _ in gone), draft.version
