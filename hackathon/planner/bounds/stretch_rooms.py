"""Rooms for the sessions of a stretch: the cheapest, one for each choice that matters elsewhere."""

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from hackathon.planner.preprocessed_instance import Floats, PreprocessedInstance

Members = NDArray[np.int64]
Shape = tuple[tuple[int, int], ...]
"""The sessions of a stretch in order of time: where each begins, counted from the unit's first slot, and
how many slots it takes."""


class StretchRooms:
    """Gives out rooms.

    `changing` are, for each topic, those that share a contact who changes rooms, as bits; `is_close` are the
    slots between the end of one and the start of another of which there is too little time for that.
    """

    def __init__(
        self,
        arrays: PreprocessedInstance,
        runs_twice: NDArray[np.bool_],
        changing: list[int],
        is_close: NDArray[np.bool_],
    ) -> None:
        self.arrays, self.runs_twice, self.changing, self.is_close = arrays, runs_twice, changing, is_close
        self.told_apart = self._told_apart()
        self.choices: dict[Shape, int] = {}
        # For each room, the first one that is like it.
        columns = [
            (
                arrays.ok[:, :, room].tobytes(),
                arrays.short[:, room].tobytes(),
                self.told_apart[:, :, room].tobytes(),
            )
            for room in range(arrays.rooms)
        ]
        self.alike_rooms = [columns.index(column) for column in columns]

    def _told_apart(self) -> Members:
        """Return, for each topic, start and room, a number for what of the room matters beyond its seats.

        A published session is there or not, and both rooms of a topic that runs twice have seats together.
        """
        arrays, problem = self.arrays, self.arrays.problem
        code = np.zeros((arrays.topics, arrays.slots, arrays.rooms), dtype=np.int64)
        for topic, (start, room) in arrays.previous.items() if arrays.by.change else ():
            if min(start, room) >= 0:
                code[topic, start, room] = 1
        for pair in problem.twice if arrays.by.seat else ():
            seats = [min(room.capacity, problem.demand[pair[0]]) for room in problem.rooms]
            code[list(pair)] += 2 * np.unique(seats, return_inverse=True)[1]
        return code

    def given_out(self, origin: int, shape: Shape, topics: Members) -> tuple[Members, Members, Floats]:
        """Return the row of each way to give out rooms that counts, the rooms, and the seats' cost.

        `topics` has a stretch of this shape in each row, in the unit that begins at `origin`.
        """
        arrays = self.arrays
        choices = np.array(list(self._rooms(shape, ())), dtype=np.int64).reshape(-1, len(shape))
        cost, key = np.zeros((len(topics), len(choices))), np.zeros((len(topics), len(choices)), np.int64)
        seats = np.where(self.runs_twice[:, None], 0, arrays.by.seat * arrays.short)
        for place, (start, _) in enumerate(shape):
            members, chosen, slot = topics[:, place], choices[:, place], origin + start
            cost += np.where(arrays.ok[members, slot], seats[members], np.inf)[:, chosen]
            key = key * (2 * arrays.rooms) + self.told_apart[members, slot][:, chosen]
            self._forbid_changes(origin, shape, place, topics, choices, cost)
        row, choice = np.nonzero(np.isfinite(cost))
        order = np.lexsort((choice, cost[row, choice], key[row, choice], row))
        row, choice = row[order], choice[order]
        # The cheapest comes first for each stretch and each combination of what matters.
        is_first = np.ones(len(row), dtype=bool)
        is_first[1:] = (row[1:] != row[:-1]) | (key[row[1:], choice[1:]] != key[row[:-1], choice[:-1]])
        row, choice = row[is_first], choice[is_first]
        return row, choices[choice], cost[row, choice]

    def _rooms(self, shape: Shape, chosen: tuple[int, ...]) -> Iterator[tuple[int, ...]]:
        """Yield the ways to give the sessions of a stretch rooms, no room to two at a time.

        Of free rooms that are alike, the first one stands for all; a room that was used before matters to
        those who must not change it.
        """
        if len(chosen) == len(shape):
            yield chosen
            return
        taken, start = set[int](), shape[len(chosen)][0]
        for room, (other, length) in zip(chosen, shape, strict=False):
            if other + length > start:
                taken.add(room)
        used, seen = set(chosen) if self.arrays.problem.buffer else set(), set[int]()
        for room, alike in enumerate(self.alike_rooms):
            if room not in taken and (room in used or alike not in seen):
                if room not in used:
                    seen.add(alike)
                yield from self._rooms(shape, (*chosen, room))

    def most_choices(self, shape: Shape) -> int:
        """Return how many ways there are to give a stretch rooms, at most."""
        if shape not in self.choices:
            ways, groups = 1, len(set(self.alike_rooms))
            for place, (start, _) in enumerate(shape):
                free = self.arrays.rooms - sum(other + length > start for other, length in shape[:place])
                ways *= min(free, groups + place if self.arrays.problem.buffer else groups)
            self.choices[shape] = ways
        return self.choices[shape]

    def _forbid_changes(
        self, origin: int, shape: Shape, place: int, topics: Members, choices: Members, cost: Floats
    ) -> None:
        """Forbid what leaves a contact too little time to change rooms."""
        for other, (start, length) in enumerate(shape[:place]):
            if self.is_close[origin + start + length - 1, origin + shape[place][0]]:
                pairs = zip(topics[:, other].tolist(), topics[:, place].tolist(), strict=True)
                changes = [bool(self.changing[one] >> another & 1) for one, another in pairs]
                cost[np.outer(changes, choices[:, other] != choices[:, place])] = np.inf
