"""The details of a room and their limits."""

from dataclasses import dataclass

from hackathon.core.errors import BadEntry
from hackathon.core.text.names import normalise

MOST_SEATS = 100_000


@dataclass(frozen=True, slots=True, kw_only=True)
class RoomFields:
    """A room as it is entered: capacity in seats, features as words, the keys of slots it is closed in.

    Raises BadEntry for a room without a name or with an impossible number of seats.
    """

    name: str
    capacity: int
    features: tuple[str, ...] = ()
    closed: frozenset[int] = frozenset()

    def __post_init__(self) -> None:
        if not normalise(self.name):
            raise BadEntry("Please enter a name for the room.")
        if not 0 <= self.capacity <= MOST_SEATS:
            raise BadEntry(f"Please enter between 0 and {MOST_SEATS} seats.")
