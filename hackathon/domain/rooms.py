"""What an organizer says of a room."""

from dataclasses import dataclass

from hackathon.domain.errors import BadEntry

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
        if not self.name.strip():
            raise BadEntry("A room needs a name. Write the one on its door.")
        if not 0 <= self.capacity <= MOST_SEATS:
            raise BadEntry(f"A room has between 0 and {MOST_SEATS} seats, not {self.capacity}. Count again.")
