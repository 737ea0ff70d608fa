"""Everyone's attendance if one or two sessions move: many moves at once, in arrays.

A person's best set of sessions is a weighted interval scheduling problem. Sessions don't cross breaks, so it
falls into independent stretches of slots, and a move changes two of them at most. Only those are recomputed,
for all people and moves at once. Nobody attends both sessions of a topic that runs twice: people who want
such topics have one row for each choice between the two sessions, and the best row counts. Contacts of a
session that moves have other slots blocked; these few are evaluated one by one.

Arrays and their shapes, with P people, R rows, T topics, S slots and L different lengths:

    weight        P x T          what a person's vote for a topic weighs; both sessions of one weigh the same
    shut          P x S          slots in which a person is away, or runs a session
    best_weight   S x L x 3 x R  the three heaviest sessions of a length that begin in a slot
    best_topic    S x L x 3 x R  which they are, -1 for none
    stretch_value R x stretches  the heaviest set of a stretch, as the agenda is
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import product

import numpy as np
from numpy.typing import NDArray

from hackathon.planner.evaluation.loss import attendance
from hackathon.planner.model.problem import Placement, Problem

Integers = NDArray[np.int64]

KEPT = 3
"""How many of the heaviest sessions are stored: two may be moving, so the third is needed."""

MOST_CHOICES = 4
"""How many topics with two sessions a person may want before they are evaluated individually."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Moves:
    """Moves to evaluate, one per row: a person's row, and new places for up to two topics.

    -1 means no topic, or a topic that is left out.
    """

    rows: Integers
    topics: tuple[Integers, Integers]
    starts: tuple[Integers, Integers]


class AttendanceTable:
    """An agenda in which moves of a few sessions can be evaluated for everyone who follows them."""

    def __init__(self, problem: Problem, placement: Placement) -> None:
        """Prepare the table for moves of any session."""
        self.problem, self.placement = problem, placement
        people, slots = len(problem.people), len(problem.slots)
        self.length = np.array([topic.length for topic in problem.topics], dtype=np.int64)
        fits = [
            start >= 0 and start + topic.length <= slots
            for topic, start in zip(problem.topics, placement.start, strict=True)
        ]
        self.start = np.where(fits, np.array(placement.start, dtype=np.int64), -1)
        self.lengths = sorted({topic.length for topic in problem.topics})
        self.stretch_of, self.stretches = _stretches(problem, self.start, self.length)
        self.weight = np.zeros((people, len(problem.topics)), dtype=np.int64)
        self.shut = np.zeros((people, slots + 1), dtype=bool)
        votes = [
            (at, run, weight)
            for at, person in enumerate(problem.people)
            for topic, weight in person.votes
            for run in problem.runs[topic]
        ]
        away = [(at, slot) for at, person in enumerate(problem.people) for slot in person.away]
        if votes:
            voters, wanted, weights = np.array(votes, dtype=np.int64).T
            self.weight[voters, wanted] = weights
        if away:
            self.shut[tuple(np.array(away, dtype=np.int64).T)] = True
        for topic, value in enumerate(problem.topics):
            if self.start[topic] >= 0:
                for person_at in value.contacts:
                    self.shut[person_at, self.start[topic] : self.start[topic] + value.length] = True
        # What someone runs is honoured or lost whatever they could sit in; both sessions have the contact.
        for topic, value in enumerate(problem.topics):
            for run in problem.runs[topic]:
                self.weight[list(value.contacts), run] = 0
        self._make_rows()
        self._fill()
        self._lost: dict[int, int] = {}
        self.row_value = self._values_as_they_are()
        self.value = self._of_people(self.row_value)
        """What each person gets of the topics that they don't run."""

    def _make_rows(self) -> None:
        choices: list[list[tuple[int, int]]] = [[] for _ in self.problem.people]
        for pair in self.problem.twice:
            for at in np.flatnonzero(self.weight[:, pair[0]]).tolist():
                choices[at].append(pair)
        self.one_by_one = frozenset(at for at, pairs in enumerate(choices) if len(pairs) > MOST_CHOICES)
        person_of: list[int] = []
        banned: list[tuple[int, ...]] = []
        for at, pairs in enumerate(choices):
            for ban in product(*pairs) if at not in self.one_by_one else [()]:
                person_of.append(at)
                banned.append(ban)
        self.person_of = np.array(person_of, dtype=np.int64)
        self.first_row = np.searchsorted(self.person_of, np.arange(len(choices)))
        self.row_weight = self.weight[self.person_of]
        for row, ban in enumerate(banned):
            self.row_weight[row, list(ban)] = 0
        self.row_shut = self.shut[self.person_of]

    def _fill(self) -> None:
        """Store the heaviest sessions of each length that begin in each slot, for each row."""
        rows, slots = len(self.person_of), len(self.problem.slots)
        shape = (slots, len(self.lengths), KEPT, rows)
        self.best_weight = np.zeros(shape, dtype=np.int64)
        self.best_topic = np.full(shape, -1, dtype=np.int64)
        by_place: dict[tuple[int, int], list[int]] = {}
        for topic in np.flatnonzero(self.start >= 0):
            place = (int(self.start[topic]), self.lengths.index(int(self.length[topic])))
            by_place.setdefault(place, []).append(int(topic))
        self.begun = by_place.keys()
        for (slot, kind), topics in by_place.items():
            closed = np.any(self.row_shut[:, slot : slot + self.lengths[kind]], axis=1)
            weights = self.row_weight[:, topics] * np.logical_not(closed)[:, np.newaxis]
            kept = min(KEPT, len(topics))
            order = np.argsort(-weights, axis=1, kind="stable")[:, :kept]
            heaviest = np.take_along_axis(weights, order, axis=1)
            self.best_weight[slot, kind, :kept] = heaviest.T
            named = np.array(topics, dtype=np.int64)[order]
            self.best_topic[slot, kind, :kept] = np.where(heaviest > 0, named, -1).T

    def _values_as_they_are(self) -> Integers:
        rows = np.arange(len(self.person_of))
        none = np.full(len(rows), -1)
        moves = Moves(rows=rows, topics=(none, none), starts=(none, none))
        values = [self._value_of_stretch(moves, at) for at in range(len(self.stretches))]
        self.stretch_value = np.stack(values, axis=1) if values else np.zeros((len(rows), 0), dtype=np.int64)
        total: Integers = self.stretch_value.sum(axis=1)
        return total

    def _of_people(self, row_values: Integers) -> Integers:
        if not len(row_values):
            return row_values
        best: Integers = np.maximum.reduceat(row_values, self.first_row)
        return best

    def changes(self, people: Integers, topics: Sequence[Integers], starts: Sequence[Integers]) -> Integers:
        """Return how much more each of these people gets if up to two sessions move.

        All arrays have one entry for each person and move. These people run none of the moving sessions, and
        are not evaluated individually.
        """
        rows_of = np.diff(np.append(self.first_row, len(self.person_of)))[people]
        case = np.repeat(np.arange(len(people)), rows_of)
        if not len(case):
            return np.zeros(0, dtype=np.int64)
        begins = np.cumsum(rows_of) - rows_of
        rows = self.first_row[people][case] + np.arange(len(case)) - begins[case]
        moves = Moves(
            rows=rows,
            topics=(topics[0][case], topics[1][case]),
            starts=(starts[0][case], starts[1][case]),
        )
        after: Integers = np.maximum.reduceat(self._value_after(moves), begins)
        return after - self.value[people]

    def _value_after(self, moves: Moves) -> Integers:
        value = self.row_value[moves.rows].copy()
        touched: Integers = np.full((len(moves.rows), 4), -1)
        for column, (topic, start) in enumerate(zip(moves.topics, moves.starts, strict=True)):
            was = np.where(topic >= 0, self.start[topic], -1)
            touched[:, 2 * column] = np.where(was >= 0, self.stretch_of[was], -1)
            touched[:, 2 * column + 1] = np.where(start >= 0, self.stretch_of[start], -1)
        for at in range(len(self.stretches)):
            chosen = np.flatnonzero((touched == at).any(axis=1))
            if len(chosen):
                part = Moves(
                    rows=moves.rows[chosen],
                    topics=(moves.topics[0][chosen], moves.topics[1][chosen]),
                    starts=(moves.starts[0][chosen], moves.starts[1][chosen]),
                )
                value[chosen] += self._value_of_stretch(part, at) - self.stretch_value[part.rows, at]
        return value

    def _value_of_stretch(self, moves: Moves, stretch: int) -> Integers:
        """Return the heaviest set of sessions of a stretch for each row, from its last slot to its first."""
        slots, rows = self.stretches[stretch], moves.rows
        best = np.zeros(
            (slots.stop - slots.start + max(self.lengths, default=1) + 1, len(rows)), dtype=np.int64
        )
        added = [self._added(moves, column) for column in (0, 1)]
        for slot in reversed(slots):
            at = slot - slots.start
            best[at] = best[at + 1]
            for kind, length in enumerate(self.lengths):
                if (slot, kind) not in self.begun:
                    continue
                weight = self._heaviest_staying(moves, slot, kind)
                np.maximum(best[at], np.where(weight > 0, weight + best[at + length], 0), out=best[at])
            for (weight, lengths), starts in zip(added, moves.starts, strict=True):
                here = np.flatnonzero((starts == slot) & (weight > 0))
                if len(here):
                    worth = weight[here] + best[at + lengths[here], here]
                    best[at, here] = np.maximum(best[at, here], worth)
        result: Integers = best[0]
        return result

    def _heaviest_staying(self, moves: Moves, slot: int, kind: int) -> Integers:
        """Return the weight of the heaviest session that begins there and doesn't move."""
        one, other = moves.topics
        heaviest = np.zeros(len(moves.rows), dtype=np.int64)
        for weights, topics in zip(
            reversed(self.best_weight[slot, kind]), reversed(self.best_topic[slot, kind]), strict=True
        ):
            topic = topics[moves.rows]
            is_moving = (topic == one) | (topic == other)
            heaviest = np.where(is_moving, heaviest, weights[moves.rows])
        return heaviest

    def _added(self, moves: Moves, column: int) -> tuple[Integers, Integers]:
        """Return the weight and length of a session in its new place, 0 for people who can't be there."""
        topic, start = moves.topics[column], moves.starts[column]
        lengths = np.where(topic >= 0, self.length[topic], 1)
        weight = np.where((topic >= 0) & (start >= 0), self.row_weight[moves.rows, topic], 0)
        for offset in range(max(self.lengths, default=1)):
            inside = offset < lengths
            slot = np.where(inside & (start >= 0), start + offset, len(self.problem.slots))
            weight = np.where(self.row_shut[moves.rows, np.minimum(slot, len(self.problem.slots))], 0, weight)
        return weight, lengths

    def change_one_by_one(self, person: int, moves: Mapping[int, int]) -> int:
        """Return how much more a person gets if these sessions move, even if the person runs them."""
        if person not in self._lost:
            self._lost[person] = self._loss(person, {})
        return self._lost[person] - self._loss(person, moves)

    def _loss(self, person: int, moves: Mapping[int, int]) -> int:
        """Return what a person loses after these moves."""
        problem, who = self.problem, self.problem.people[person]
        if any(len(problem.runs[topic]) > 1 for topic, _ in who.votes):
            starts = list(self.placement.start)
            for topic, start in moves.items():
                starts[topic] = start
            after = Placement(start=tuple(starts), room=self.placement.room)
            return attendance(problem, after, person).loss
        slots, away, run = len(problem.slots), set(who.away), problem.run_by[person]

        def span(topic: int) -> range:
            start, length = moves.get(topic, self.placement.start[topic]), problem.topics[topic].length
            return range(start, start + length) if 0 <= start <= slots - length else range(0)

        shut = away.union(*(span(topic) for topic in run))
        best, lost = [0] * (slots + 1), 0
        starting: dict[int, list[tuple[int, int]]] = {}
        for topic, weight in who.votes:
            lost += weight
            taken = span(topic)
            if topic in run:
                lost -= weight if taken and away.isdisjoint(taken) else 0
            elif taken and shut.isdisjoint(taken):
                starting.setdefault(taken.start, []).append((taken.stop, weight))
        for slot in range(slots - 1, -1, -1):
            worth = (weight + best[stop] for stop, weight in starting.get(slot, ()))
            best[slot] = max(best[slot + 1], *worth) if slot in starting else best[slot + 1]
        return lost - best[0]


def _stretches(problem: Problem, start: Integers, length: Integers) -> tuple[Integers, list[range]]:
    """Return the stretch of each slot, and the stretches: no session crosses from one into another."""
    slots = len(problem.slots)
    blocks = [(slot.day, slot.block) for slot in problem.slots]
    joined = [at > 0 and blocks[at] == blocks[at - 1] for at in range(slots)]
    # A session that was lengthened across a break joins the stretches that it touches.
    for topic in np.flatnonzero(start >= 0):
        for slot in range(int(start[topic]) + 1, int(start[topic] + length[topic])):
            joined[slot] = True
    begins = [at for at in range(slots) if not joined[at]]
    stretches = [range(a, b) for a, b in zip(begins, [*begins[1:], slots], strict=True)]
    numbers = [number for number, each in enumerate(stretches) for _ in each]
    return np.array([*numbers, -1], dtype=np.int64), stretches
