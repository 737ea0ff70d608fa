"""Blocks of sessions that move together and keep their distances."""

from collections.abc import Sequence

from hackathon.core.errors import BadEntry
from hackathon.core.text.messages import message
from hackathon.events.models import Event
from hackathon.planning.drafts.queries import drafts
from hackathon.planning.timetable import queries as timetable
from hackathon.schedule.changes.domain.changes import Action, Change, Place, SeenPlace


def block_changes(event: Event, sessions: Sequence[tuple[int, int]], to: Place) -> list[Change]:
    """Return the moves that put the first of these sessions there, and the others after it.

    Sessions are given by topic number and run. Breaks and nights don't count as distance. Raises BadEntry for
    a session that isn't scheduled, and if the grid ends before all of them fit.
    """
    draft = drafts.current(event)
    places = {(each.topic.number, each.occurrence): each for each in (draft.sessions if draft else ())}
    rows = [slot.id for slot in event.slots_in_order if not slot.is_break]
    columns = [room.id for room in timetable.rooms(event)]
    if not sessions or any(key not in places for key in sessions):
        raise BadEntry(message("Please tick the sessions that you want to move."))
    if to[0] not in rows or to[1] not in columns:
        raise BadEntry(message("Please choose where the first one starts."))
    cells = {
        key: (rows.index(places[key].slot_id), columns.index(places[key].room_id))
        for key in dict.fromkeys(sessions)
    }
    first = min(cells.values())
    down, across = rows.index(to[0]) - first[0], columns.index(to[1]) - first[1]
    moved = {key: (row + down, column + across) for key, (row, column) in cells.items()}
    if any(not (0 <= row < len(rows) and 0 <= column < len(columns)) for row, column in moved.values()):
        raise BadEntry(message("These sessions don't all fit there."))
    # In the direction of the move, so that each finds its place empty.
    order = sorted(moved, key=lambda key: cells[key][0] * down + cells[key][1] * across, reverse=True)
    return [
        Change(
            action=Action.MOVE,
            topic=key[0],
            run=key[1],
            place=(rows[moved[key][0]], columns[moved[key][1]]),
            belief=SeenPlace(place=(places[key].slot_id, places[key].room_id)),
        )
        for key in order
    ]
