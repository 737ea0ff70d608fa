"""Where a topic could go in a draft: what each place costs, what forbids it, and who misses it now."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby

from hackathon.domain.agenda import Agenda
from hackathon.domain.scheduling.repeats import titled
from hackathon.domain.scheduling.rules import clock
from hackathon.domain.scheduling.why import Place, Time, missing, why
from hackathon.models import Draft, Event, Room, Slot, Topic
from hackathon.queries import problems, standing


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One time of a table: its slot, what forbids it in every room, and each room with its price."""

    slot: Slot
    reasons: tuple[str, ...]
    places: tuple[Place, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Missing:
    """Somebody who wants the topic and cannot sit in it, and what keeps them."""

    name: str
    reason: str


@dataclass(frozen=True, kw_only=True)
class Places:
    """Every place for one topic of a draft, the other sessions staying where they are."""

    days: tuple[tuple[Row, ...], ...]
    rooms: tuple[Room, ...]
    here: tuple[int, int]
    """The positions of its slot and room now; -1 where it has none."""
    wanted: int
    missing: tuple[Missing, ...]
    leaving: int
    best: str
    """The cheapest other place, in words; empty where no rule allows any."""


def of(
    event: Event, draft: Draft, topic: Topic, published: Agenda | None, now: datetime, *, occurrence: int = 1
) -> Places | None:
    """Return the places for a session of a topic, or None if the planner has nothing to do with it."""
    case = problems.of(event, draft=None, published=published, now=now)
    at = case.positions.find(topic, occurrence)
    if at is None:
        return None
    placement = case.placement(draft.sessions)
    told = titled(case.problem, placement)
    found = why(case.problem, placement, at)
    others = found.others(placement, at)
    return Places(
        days=tuple(_days(case, found.times)),
        rooms=case.rooms,
        here=(placement.start[at], placement.room[at]),
        wanted=len(case.problem.followers[at]),
        missing=tuple(
            Missing(name=case.people[person].name, reason=standing.reason(case.problem, lost, told))
            for person, lost in missing(case.problem, placement, at)
        ),
        leaving=found.leaving,
        best=_best(case, others[0], event.zone) if others else "",
    )


def _days(case: problems.Case, times: tuple[Time, ...]) -> Iterator[tuple[Row, ...]]:
    rows = [Row(slot=case.slots[time.start], reasons=time.reasons, places=time.places) for time in times]
    for _, day in groupby(rows, key=lambda row: row.slot.day):
        yield tuple(day)


def _best(case: problems.Case, place: Place, zone: str) -> str:
    return f"{clock(case.problem, zone)(place.start)}, {case.rooms[place.room].name}: {price(place.change)}"


def price(change: int) -> str:
    """Say what a change costs."""
    if change == 0:
        return "costs the same"
    return f"costs {change} more" if change > 0 else f"costs {-change} less"


def made_of(place: Place) -> str:
    """Say what the price of a place is made of."""
    parts = (
        (place.lost, f"loss {place.lost:+}"),
        (place.short, f"seats short {place.short:+}"),
        (place.affected, f"people affected by a change {place.affected:+}"),
    )
    return ", ".join(words for number, words in parts if number)
