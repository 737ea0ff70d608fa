"""The price of a place, in numbers of people."""

from dataclasses import dataclass

from hackathon.core.text.messages import Message


@dataclass(frozen=True, slots=True, kw_only=True)
class PeoplePrice:
    """Who gains and who loses; `people` is how many more lose than gain."""

    people: int
    gains: tuple[str, ...]
    gaining: int
    loses: tuple[str, ...]
    losing: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PlacePrice:
    """The effect of dropping the session in a cell, or the rules that forbid it.

    `kind` is here, free, swap or forbidden. `price` is None if organizers may not override the rules.
    `taken_by` is the session that it swaps places with.
    """

    slot: int
    room: int
    kind: str
    price: PeoplePrice | None
    seats_short: int
    reasons: tuple[Message, ...]
    is_overridable: bool
    taken_by: tuple[int, int] | None


@dataclass(frozen=True, kw_only=True)
class Places:
    """All cells for one session. `here` is its slot and room, None if it is not scheduled."""

    version: int
    here: tuple[int, int] | None
    places: tuple[PlacePrice, ...]
    leave_out: PeoplePrice
