"""The open cells of a timetable."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenCell:
    """A slot and a room without a session, by key."""

    slot: int
    room: int
    room_name: str
    seats: int
    starts_at: datetime
    ends_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class OccupiedRoom:
    """A session that occupies a room for a while; a plenary occupies every room."""

    room: int
    starts_at: datetime
    ends_at: datetime
    is_plenary: bool = False

    def takes(self, cell: OpenCell) -> bool:
        """Whether nothing else fits into the cell."""
        is_there = self.is_plenary or self.room == cell.room
        return is_there and self.starts_at < cell.ends_at and cell.starts_at < self.ends_at


def still_open(cells: Iterable[OpenCell], taken: Sequence[OccupiedRoom]) -> list[OpenCell]:
    """Return the cells that no session occupies."""
    return [cell for cell in cells if not any(session.takes(cell) for session in taken)]
