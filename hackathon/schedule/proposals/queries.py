"""The proposal waiting for an organizer, compared with the current draft."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import select

from hackathon.agenda import queries as agendas
from hackathon.core.domain.agenda import Agenda
from hackathon.core.extensions import db
from hackathon.core.text.collation import sort_key
from hackathon.core.text.messages import Message
from hackathon.events.models import Event
from hackathon.planner.errors import BadProblem
from hackathon.planner.evaluation.check import broken_rules, check
from hackathon.planner.evaluation.loss import attendance
from hackathon.planner.evaluation.move_rules import NOWHERE, Arrangement
from hackathon.planner.evaluation.move_rules import Place as Cell
from hackathon.planner.model.problem import Placement, Problem
from hackathon.planner.model.solution import Solution
from hackathon.planning.drafts.models import Draft, ProposalState, Run
from hackathon.planning.problem import messages
from hackathon.planning.problem.queries import case_cache
from hackathon.planning.problem.queries.case_cache import LruCache
from hackathon.planning.problem.queries.problems import Case
from hackathon.schedule.proposals.domain import (
    MoveGroup,
    PeopleEffect,
    Proposal,
    ProposedMove,
    group_moves,
)

Proposed = Mapping[int, tuple[str, int]]
"""The start (ISO 8601 in UTC) and the room's key, by topic number, negative for its second session."""


@dataclass(frozen=True, kw_only=True)
class _Answer:
    places: Proposed
    summary: Message


_answers = LruCache[_Answer]()
_proposals = LruCache[Proposal]()


def open_proposal(event: Event) -> int | None:
    """Return the key of the run whose proposal is pending, or None."""
    return db.session.scalar(
        select(Run.id)
        .where(Run.event_id == event.id, Run.proposal == ProposalState.OPEN.value)
        .order_by(Run.id.desc())
        .limit(1)
    )


def load_proposal(event: Event, draft: Draft | None, now: datetime) -> Proposal | None:
    """Return the pending proposal as moves from the draft."""
    run = open_proposal(event)
    return compare(event, run, draft, agendas.latest(event), now) if run is not None and draft else None


def compare(event: Event, run: int, draft: Draft, published: Agenda | None, now: datetime) -> Proposal | None:
    """Return a run's proposal as moves from a draft; pinned and started sessions stay."""
    answer = _answer(run)
    if answer is None:
        return None
    case = case_cache.load_case(event, draft=None, published=published, now=now)
    placement = case.placement(draft.sessions)
    pinned = frozenset(
        position
        for position, session in case.positions.sessions(draft.sessions).items()
        if session.pinned or case.problem.topics[position].room is not None
    )
    key = (run, tuple(sorted(answer.places.items())), case.state, placement, pinned)
    with _proposals.lock:
        kept = _proposals.get(key)
        if kept is None:
            kept = _Comparison(case, placement, _targets(case, placement, answer.places, pinned)).proposal(
                run, answer.summary
            )
            _proposals.keep(key, kept)
    return kept


def count_part(
    event: Event, draft: Draft, proposal: Proposal, *, without: Collection[str], now: datetime
) -> Proposal:
    """Return a proposal with the figures of its groups except those with these keys."""
    case = case_cache.load_case(event, draft=None, published=agendas.latest(event), now=now)
    rows, occurrences = case.positions.rows, case.positions.occurrences
    positions = {(row.id, run): at for at, (row, run) in enumerate(zip(rows, occurrences, strict=True))}
    slots = {slot.id: at for at, slot in enumerate(case.slots)}
    rooms = {room.id: at for at, room in enumerate(case.rooms)}
    targets = {
        positions[move.topic_id, move.run]: (slots[move.becomes[0]], rooms[move.becomes[1]])
        for group in proposal.groups
        if group.key not in without
        for move in group.moves
        if move.becomes is not None
    }
    counted = _Comparison(case, case.placement(draft.sessions), targets)
    return replace(proposal, effect=counted.effect(targets), percent_attended=counted.percent_attended())


def _answer(run: int) -> _Answer | None:
    """Return the places in a run's agenda, parsed once."""
    key = db.session.execute(select(Run.id, Run.content, Run.ended_at).where(Run.id == run)).first()
    with _answers.lock:
        kept = _answers.get(key)
        if kept is None:
            kept = _read(run)
            if kept is not None:
                _answers.keep(key, kept)
    return kept


def _read(run: int) -> _Answer | None:
    row = db.session.execute(select(Run.problem, Run.solution).where(Run.id == run)).first()
    if row is None or row.problem is None or row.solution is None:
        return None
    try:
        problem, solution = Problem.from_json(row.problem), Solution.from_json(row.solution)
    except BadProblem:
        return None
    cells = zip(problem.topics, solution.start, solution.room, strict=True)
    return _Answer(
        places={
            topic.key: (problem.slots[start].starts, problem.rooms[room].key)
            for topic, start, room in cells
            if start >= 0
        },
        summary=messages.solution_summary(problem, solution),
    )


def _targets(case: Case, placement: Placement, proposed: Proposed, fixed: frozenset[int]) -> dict[int, Cell]:
    """Return the new place of each session that would move; sessions the run didn't know stay."""
    slots = {slot.starts: at for at, slot in enumerate(case.problem.slots)}
    rooms = {room.key: at for at, room in enumerate(case.problem.rooms)}
    found = {}
    for position, topic in enumerate(case.problem.topics):
        now = (placement.start[position], placement.room[position])
        starts, room = proposed.get(topic.key, ("", 0))
        cell = (slots[starts], rooms[room]) if starts in slots and room in rooms else None
        if cell is not None and cell != now and position not in fixed:
            found[position] = cell
    return found


class _Comparison:
    """A draft, and the proposed places of its sessions."""

    def __init__(self, case: Case, placement: Placement, targets: dict[int, Cell]) -> None:
        self.case, self.problem, self.placement, self.targets = case, case.problem, placement, targets
        self.arrangement = Arrangement(case.problem, placement)
        self.broken = {rule.key for rule in broken_rules(case.problem, placement)}
        self.names = {at: person.name for at, person in enumerate(case.problem.people)}

    def proposal(self, run: int, summary: Message) -> Proposal:
        groups = group_moves(self.targets, self._needed_by)
        return Proposal(
            run=run,
            groups=tuple(
                MoveGroup(
                    moves=tuple(self._move(position) for position in sorted(group)),
                    effect=self.effect(group),
                )
                for group in groups
            ),
            effect=self.effect(self.targets),
            percent_attended=self.percent_attended(),
            summary=summary,
        )

    def percent_attended(self) -> int | None:
        """Return the share of votes that could be attended after all moves."""
        return messages.percent_attended(self.problem, check(self.problem, self._after(self.targets)).loss)

    def _needed_by(self, group: frozenset[int]) -> frozenset[int]:
        """Return the moves without which these would break a rule."""
        rules = self.arrangement.rules_after({position: self.targets[position] for position in group})
        new = [rule for key, rule in rules.items() if key not in self.broken]
        return frozenset(topic for rule in new for topic in rule.topics if topic in self.targets)

    def _after(self, moved: Iterable[int]) -> Placement:
        start, room = list(self.placement.start), list(self.placement.room)
        for position in moved:
            start[position], room[position] = self.targets[position]
        return Placement(start=tuple(start), room=tuple(room))

    def effect(self, moved: Iterable[int]) -> PeopleEffect:
        """Return who gains and who loses by these moves."""
        positions = list(moved)
        after = self._after(positions)
        gains: list[int] = []
        loses: list[int] = []
        for person in frozenset[int]().union(*(self.problem.followers[each] for each in positions)):
            more = (
                attendance(self.problem, after, person).loss
                - attendance(self.problem, self.placement, person).loss
            )
            if more:
                (loses if more > 0 else gains).append(person)
        return PeopleEffect(
            gains=self._by_name(gains),
            loses=self._by_name(loses),
        )

    def _by_name(self, people: list[int]) -> tuple[str, ...]:
        return tuple(sorted((self.names[person] for person in people), key=sort_key))

    def _move(self, position: int) -> ProposedMove:
        topic = self.case.positions.rows[position]
        now = (self.placement.start[position], self.placement.room[position])
        return ProposedMove(
            topic_id=topic.id,
            topic=topic.number,
            run=self.case.positions.occurrences[position],
            title=topic.title,
            was=self._keys(now),
            becomes=self._keys(self.targets[position]),
        )

    def _keys(self, cell: Cell) -> tuple[int, int] | None:
        if cell[0] < 0 or cell == NOWHERE:
            return None
        return self.case.slots[cell[0]].id, self.case.rooms[cell[1]].id
