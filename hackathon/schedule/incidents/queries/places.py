"""Other places for published sessions, by the rules and prices of the schedule."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from hackathon.agenda.domain.ledger import Key, Placed
from hackathon.core.domain.agenda import Agenda
from hackathon.events.models import Event
from hackathon.planner.evaluation.check import broken_rules
from hackathon.planner.model.problem import Placement
from hackathon.planning.problem.queries import case_cache
from hackathon.schedule.incidents.domain.sessions import RoomTime

if TYPE_CHECKING:
    from hackathon.planner.evaluation.move_prices import CellPrice


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceToGo:
    """A cell that no rule forbids; `losing` is how many more people miss a topic they voted for.

    `swaps_with` is the session to swap places with, and `other` the cell that it moves to.
    """

    cell: RoomTime
    losing: int
    seats_short: int
    swaps_with: Key | None = None
    other: RoomTime | None = None


class PublishedPlaces:
    """The published sessions in the cells of the timetable; they can be moved one after another."""

    def __init__(self, event: Event, agenda: Agenda, now: datetime) -> None:
        self.case = case_cache.load_case(event, draft=None, published=agenda, now=now)
        size = len(self.case.problem.topics)
        start, room = [-1] * size, [-1] * size
        for each in self.case.problem.previous:
            if each.start >= 0 and each.room >= 0:
                start[each.topic], room[each.topic] = each.start, each.room
        self.placement = Placement(start=tuple(start), room=tuple(room))
        rows, occurrences = self.case.positions.rows, self.case.positions.occurrences
        self.positions = {(row.number, occurrences[at]): at for at, row in enumerate(rows)}

    @classmethod
    def before(cls, event: Event, agenda: Agenda, session: Placed, now: datetime) -> "PublishedPlaces":
        """Return a copy in which a session that should have begun has not."""
        return cls(event, agenda, min(now, session.planned_start - timedelta(minutes=1)))

    def to_go(self, key: Key) -> Iterator[PlaceToGo]:
        """Yield every place for a session that no rule forbids."""
        from hackathon.planner.evaluation.move_prices import CellKind, price_moves  # noqa: PLC0415 -- slow import

        at = self.positions.get(key)
        if at is None or self.placement.start[at] < 0:
            return
        broken = [rule.key for rule in broken_rules(self.case.problem, self.placement)]
        for price in price_moves(self.case.problem, self.placement, at, broken_now=broken).cells:
            if price.kind in (CellKind.FREE, CellKind.SWAP) and price.effect is not None:
                yield self._place(at, price)

    def move(self, key: Key, cell: RoomTime) -> None:
        """Move a session before looking for places for the next one."""
        at = self.positions[key]
        start, room = list(self.placement.start), list(self.placement.room)
        start[at] = next(n for n, slot in enumerate(self.case.slots) if slot.starts_at == cell.starts)
        room[at] = next(n for n, each in enumerate(self.case.rooms) if each.slug == cell.room)
        self.placement = replace(self.placement, start=tuple(start), room=tuple(room))

    def _place(self, at: int, price: "CellPrice") -> PlaceToGo:
        rows, occurrences = self.case.positions.rows, self.case.positions.occurrences
        other = price.swaps_with
        return PlaceToGo(
            cell=self._cell(at, price.start, price.room),
            losing=price.effect.people if price.effect else 0,
            seats_short=price.more_short,
            swaps_with=(rows[other].number, occurrences[other]) if other is not None else None,
            other=self._cell(other, self.placement.start[at], self.placement.room[at])
            if other is not None
            else None,
        )

    def _cell(self, at: int, start: int, room: int) -> RoomTime:
        last = min(start + self.case.problem.topics[at].length, len(self.case.slots)) - 1
        return RoomTime(
            room=self.case.rooms[room].slug,
            starts=self.case.slots[start].starts_at,
            ends=self.case.slots[last].ends_at,
        )

    def rooms_for(self, key: Key, *, starts: datetime, ends: datetime) -> list[str]:
        """Return the rooms that are open at that time and suit a session, best fit first."""
        at = self.positions.get(key)
        needs = set(self.case.positions.rows[at].needs) if at is not None else set()
        wanted = self.case.problem.demand[self.case.problem.runs[at][0]] if at is not None else 0
        during = {slot.id for slot in self.case.slots if slot.starts_at < ends and starts < slot.ends_at}
        fitting = [
            room
            for room in self.case.rooms
            if needs <= set(room.features) and not during & {each.slot_id for each in room.closures}
        ]
        fitting.sort(key=lambda room: (max(0, wanted - room.capacity), room.capacity))
        return [room.slug for room in fitting]
