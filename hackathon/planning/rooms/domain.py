"""The details of a room and their limits."""

from dataclasses import dataclass

from hackathon.core.errors import BadEntry
from hackathon.core.text.messages import message
from hackathon.core.text.names import normalize

MOST_SEATS = 100_000
MOST_AT_ONCE = 100
"""The most rooms that can be entered at once."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RoomFields:
    """A room as entered: capacity in seats, features as words, and the keys of slots when it is closed.

    Raises BadEntry for a room without a name or with an impossible number of seats.
    """

    name: str
    capacity: int
    features: tuple[str, ...] = ()
    closed: frozenset[int] = frozenset()

    def __post_init__(self) -> None:
        if not normalize(self.name):
            raise BadEntry(message("Please enter a name for the room."))
        if not 0 <= self.capacity <= MOST_SEATS:
            raise BadEntry(message("Please enter between 0 and %(most)s seats.", most=MOST_SEATS))


def rooms_of_lines(text: str) -> list[RoomFields]:
    """Return rooms from a text with a room on each line: its name, seats, and equipment.

    These are separated by tabs, as copied from a spreadsheet, or else by semicolons or commas; a heading is
    skipped. Raises BadEntry with the number of a line that can't be parsed, and if there are no rooms.
    """
    found: list[RoomFields] = []
    lines = [(number, line) for number, line in enumerate(text.splitlines(), start=1) if line.strip()]
    for number, line in lines:
        mark = next((each for each in "\t;," if each in line), ",")
        name, seats, *features = (cell.strip() for cell in (line + mark).split(mark))
        if not seats.isdecimal():
            if number == lines[0][0] and len(lines) > 1 and seats:
                continue
            raise BadEntry(
                message(
                    "Line %(number)s needs a name and a number of seats: %(line)s", number=number, line=line
                )
            )
        words = tuple(word.strip() for cell in features for word in cell.split(",") if word.strip())
        found.append(RoomFields(name=name, capacity=int(seats), features=words))
    if not 0 < len(found) <= MOST_AT_ONCE:
        raise BadEntry(message("Please enter between 1 and %(most)s rooms, one per line.", most=MOST_AT_ONCE))
    return found
