"""The cost to people of each cell of the grid, for a session that was picked up."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from flask import abort

from hackathon.agenda import queries as agendas
from hackathon.core.text.collation import sort_key
from hackathon.core.text.messages import Message
from hackathon.events.models import Event
from hackathon.planner.evaluation.broken_rules import BrokenRule, Key
from hackathon.planner.evaluation.check import broken_rules
from hackathon.planner.evaluation.move_attendance import AttendanceTable
from hackathon.planner.evaluation.move_prices import Effect, MovePrices, price_moves
from hackathon.planner.model.problem import Placement
from hackathon.planning.drafts.models import Draft
from hackathon.planning.drafts.queries import drafts
from hackathon.planning.problem.queries import case_cache
from hackathon.planning.problem.queries.case_cache import LruCache
from hackathon.planning.problem.queries.problems import Case
from hackathon.planning.problem.rule_messages import rule_message
from hackathon.schedule.prices.domain import PeoplePrice, PlacePrice, Places
from hackathon.schedule.state_strip.queries import session_keys, without_echoes

MOST_NAMES = 12
"""The most people named for a cell; the rest are counted."""


@dataclass(frozen=True, kw_only=True)
class _Prepared:
    table: AttendanceTable
    broken: frozenset[Key]


_cached = LruCache[_Prepared]()


@dataclass(frozen=True, kw_only=True)
class SessionInDraft:
    """A session among all others of a draft; `position` is that of its topic in the problem."""

    case: Case
    placement: Placement
    position: int
    version: int


def load_places(event: Event, topic: int, run: int, now: datetime) -> Places:
    """Return the price of every place for a session of a topic; 404 if there is no such topic to schedule."""
    return price_places(load_session(event, topic, run, now))


def load_session(event: Event, topic: int, run: int, now: datetime) -> SessionInDraft:
    """Return a session of a topic, scheduled or not; 404 if there is no such topic to schedule."""
    draft = drafts.outline(event)
    case = case_cache.load_case(event, draft=None, published=agendas.latest(event), now=now)
    position = _position(case, draft, topic, run)
    return SessionInDraft(
        case=case,
        placement=case.placement(draft.sessions if draft else ()),
        position=position,
        version=draft.version if draft else 0,
    )


def price_places(session: SessionInDraft) -> Places:
    """Return the price of every place for a session."""
    case, placement, position = session.case, session.placement, session.position
    prepared = _prepare(case, placement)
    prices = price_moves(case.problem, placement, position, broken_now=prepared.broken, table=prepared.table)
    return _Naming(case, prices).places(
        version=session.version,
        here=(placement.start[position], placement.room[position]),
    )


def _position(case: Case, draft: Draft | None, topic: int, run: int) -> int:
    placed = case.positions.sessions(draft.sessions if draft else ())
    rows, occurrences = case.positions.rows, case.positions.occurrences
    of_topic = [at for at, row in enumerate(rows) if row.number == topic]
    exact = [at for at in of_topic if at in placed and placed[at].occurrence == run]
    free = [at for at in of_topic if occurrences[at] == run]
    found = [*exact, *free]
    return found[0] if found else abort(404)


def _prepare(case: Case, placement: Placement) -> _Prepared:
    """Return what all sessions of the same agenda have in common, computed once."""
    key = (case.state, placement)
    with _cached.lock:
        kept = _cached.get(key)
        if kept is None:
            rules = broken_rules(case.problem, placement)
            kept = _Prepared(
                table=AttendanceTable(case.problem, placement),
                broken=frozenset(rule.key for rule in rules),
            )
            _cached.keep(key, kept)
    return kept


class _Naming:
    """Prices with the names and keys of rows."""

    def __init__(self, case: Case, prices: MovePrices) -> None:
        self.case, self.prices = case, prices
        self.names: Mapping[int, str] = {at: person.name for at, person in enumerate(case.problem.people)}

    def places(self, *, version: int, here: tuple[int, int]) -> Places:
        slots, rooms = self.case.slots, self.case.rooms
        return Places(
            version=version,
            here=(slots[here[0]].id, rooms[here[1]].id) if min(here) >= 0 else None,
            places=tuple(
                PlacePrice(
                    slot=slots[cell.start].id,
                    room=rooms[cell.room].id,
                    kind=cell.kind.value,
                    price=self._price(cell.effect) if cell.effect is not None else None,
                    seats_short=cell.seats_short,
                    reasons=self._reasons(cell.rules),
                    is_overridable=cell.is_overridable,
                    taken_by=session_keys(self.case, (cell.swaps_with,))[0]
                    if cell.swaps_with is not None
                    else None,
                )
                for cell in self.prices.cells
            ),
            leave_out=self._price(self.prices.leave_out),
        )

    def _price(self, effect: Effect) -> PeoplePrice:
        return PeoplePrice(
            people=effect.people,
            gains=self._named(effect.gains),
            gaining=len(effect.gains),
            loses=self._named(effect.loses),
            losing=len(effect.loses),
        )

    def _named(self, people: tuple[int, ...]) -> tuple[str, ...]:
        return tuple(sorted((self.names[person] for person in people[:MOST_NAMES]), key=sort_key))

    def _reasons(self, rules: tuple[BrokenRule, ...]) -> tuple[Message, ...]:
        return tuple(rule_message(self.case, rule) for rule in without_echoes(rules))
