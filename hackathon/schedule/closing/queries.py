"""The sessions that no longer fit if a room closes or a day ends early."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from hackathon.events.models import Event
from hackathon.planning.drafts.models import Draft
from hackathon.planning.problem.queries import problem_rows
from hackathon.planning.rooms.models import Room
from hackathon.planning.timetable.models import Slot
from hackathon.schedule.changes.domain.changes import DraftState, SessionId
from hackathon.schedule.changes.queries.states import state_of
from hackathon.topics.models import Topic

Cells = frozenset[tuple[int, int]]
"""The keys of slots and rooms."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ClosurePreview:
    """A room, or all rooms, from a slot to the end of its day, with the sessions that no longer fit."""

    slot: Slot
    room: Room | None
    closes_anything: bool
    titles: tuple[str, ...]


def preview_closure(
    event: Event, draft: Draft | None, *, slot: Slot, room: Room | None, now: datetime
) -> ClosurePreview:
    """Return the effect of closing a room, or all rooms, from a slot on; nothing is changed."""
    cells, topics = cells_to_close(event, slot=slot, room=room, now=now), problem_rows.topics(event)
    titles = {topic.id: topic.title for topic in topics}
    gone = sessions_in(event, topics, state_of(draft, topics), cells) if draft else []
    return ClosurePreview(
        slot=slot,
        room=room,
        closes_anything=bool(cells),
        titles=tuple(titles[topic] for topic, _ in gone),
    )


def cells_to_close(event: Event, *, slot: Slot, room: Room | None, now: datetime) -> Cells:
    """Return the open cells from a slot to the end of its day; started sessions stay open."""
    slots = [each for each in event.slots_in_order if each.day == slot.day and not each.is_break]
    lost = [each for each in slots if each.starts_at >= slot.starts_at and each.starts_at > now]
    return frozenset(
        (gone.id, each.id)
        for each in ([room] if room else event.rooms)
        for gone in lost
        if gone.id not in {closure.slot_id for closure in each.closures}
    )


def sessions_in(event: Event, topics: Iterable[Topic], state: DraftState, cells: Cells) -> list[SessionId]:
    """Return the sessions of a draft that are in these cells or extend into them."""
    known = {topic.id: topic for topic in topics}
    following = [slot.id for slot in event.slots_in_order if not slot.is_break]
    gone: list[SessionId] = []
    for key, session in state.sessions.items():
        if session is None or key[0] not in known or session.place[0] not in following:
            continue
        topic, first = known[key[0]], following.index(session.place[0])
        length = topic.length if key[1] == 1 else topic.second_length or topic.length
        if any((slot, session.place[1]) in cells for slot in following[first : first + length]):
            gone.append(key)
    return gone
