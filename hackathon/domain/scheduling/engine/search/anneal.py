"""Annealing over whole neighbourhoods: every exchange and move of one topic is weighed at once.

For sessions of one slot. What a slot honours is, per person, the heaviest of its sessions; with
the heaviest and the second heaviest known, the effect of every change follows by array arithmetic.
"""

import numpy as np
from numpy.typing import NDArray

from hackathon.domain.scheduling.engine.arrays import Arrays, Floats
from hackathon.domain.scheduling.engine.board import NOWHERE, UNPLACED, Place
from hackathon.domain.scheduling.engine.search.steps import Search
from hackathon.domain.scheduling.problem import Placement

Numbers = NDArray[np.int64]


class Annealer(Search):
    """A placement that moves by one exchange or shift at a time, drawn by its cost and the heat."""

    def __init__(self, arrays: Arrays, start: Placement, seed: int) -> None:
        super().__init__(arrays, start)
        self.random = np.random.default_rng(seed)
        self._lay_out()
        self._read_board()

    def _lay_out(self) -> None:
        """Write down what never changes: who votes for what, as runs of one long array."""
        arrays = self.arrays
        self.edge = np.cumsum([0, *(len(voters) for voters in arrays.voters)])
        self.person = np.concatenate([np.zeros(0, dtype=np.int64), *arrays.voters])
        topic = np.repeat(np.arange(arrays.topics), np.diff(self.edge))
        self.weight = arrays.worth[topic, self.person]
        self.conflict = np.array(
            [[mask >> other & 1 for other in range(arrays.topics)] for mask in arrays.conflict]
        )
        self.ok = arrays.ok.reshape(arrays.topics, -1)
        self.cell_slot = np.repeat(np.arange(arrays.slots), arrays.rooms)
        self.cell_room = np.tile(np.arange(arrays.rooms), arrays.slots)
        required = np.array([topic.required for topic in arrays.problem.topics])
        self.absence = np.where(required, UNPLACED, 0.0)

    def _read_board(self) -> None:
        """Work out from the board all that a change of it changes."""
        arrays = self.arrays
        self.slot = np.array(self.board.start)
        self.cell = np.where(self.slot < 0, -1, self.slot * arrays.rooms + np.array(self.board.room))
        self.first = np.zeros((arrays.slots, arrays.people))
        self.second = np.zeros((arrays.slots, arrays.people))
        # own[t]: what is honoured thanks to this topic alone; against[t, s]: what it must not meet.
        self.own = np.zeros(arrays.topics)
        self.against = np.zeros((arrays.topics, arrays.slots), dtype=np.int64)
        for slot in range(arrays.slots):
            self._read_slot(slot)

    def _read_slot(self, slot: int) -> None:
        arrays = self.arrays
        first, second = np.zeros(arrays.people), np.zeros(arrays.people)
        here = [topic for topic in self.board.cell[slot] if topic >= 0]
        for topic in here:
            worth = arrays.worth[topic]
            second = np.maximum(second, np.minimum(first, worth))
            first = np.maximum(first, worth)
        self.first[slot], self.second[slot] = first, second
        lead = (first - second) * arrays.counted[slot]
        for topic in here:
            voters = arrays.voters[topic]
            leads = arrays.worth[topic, voters] == first[voters]
            self.own[topic] = lead[voters] @ leads - arrays.raised[topic]
        self.against[:, slot] = self.conflict[:, here].sum(axis=1)

    def step(self, heat: float) -> None:
        """Draw one topic, weigh all that can be done with it, and do one of these or nothing."""
        topic = self.movable[self.random.integers(len(self.movable))]
        options = np.concatenate([self._exchanges(topic), self._shifts(topic), [0.0]])
        # The least of cost minus heat times Gumbel noise is a draw by Boltzmann's weights.
        drawn = options - heat * self.random.gumbel(size=len(options))
        for _ in range(5):
            choice = int(drawn.argmin())
            if not np.isfinite(drawn[choice]) or choice == len(options) - 1:
                return
            if self._do(topic, choice):
                self.cost += float(options[choice])
                return
            drawn[choice] = np.inf

    def _exchanges(self, topic: int) -> Floats:
        """Return what it costs to exchange the places of this topic and each other one."""
        arrays, home, cell = self.arrays, self.slot[topic], self.cell[topic]
        placed = self.slot >= 0
        lost = self.own + self.own[topic] if home >= 0 else self.own.copy()
        voters = arrays.voters[topic]
        # What the others' slots offer to my voters without them.
        first = self.first[:, voters][self.slot]
        rest = np.where(arrays.worth[:, voters] == first, self.second[:, voters][self.slot], first)
        gain = np.maximum(arrays.worth[topic, voters] - rest, 0) * arrays.counted[:, voters][self.slot]
        won = gain.sum(axis=1) - arrays.raised[topic]
        seats = arrays.short[topic, self.cell_room[self.cell]]
        seats -= np.where(placed, arrays.short[np.arange(arrays.topics), self.cell_room[self.cell]], 0)
        legal = placed & self.ok[topic, self.cell]
        legal &= self.against[topic, self.slot] == self.conflict[topic]
        absent = self.absence - self.absence[topic]
        if home >= 0:
            won += self._gains_in(topic, int(home))
            seats += arrays.short[:, self.cell_room[cell]] - arrays.short[topic, self.cell_room[cell]]
            legal &= self.ok[:, cell] & (self.against[:, home] == self.conflict[topic])
            same = self.slot == home
            won[same], lost[same] = 0, 0
            absent = np.zeros(arrays.topics)
        legal[topic] = False
        cost = arrays.by.loss * (lost - won) + arrays.by.seat * seats + absent
        return np.where(legal, cost, np.inf)

    def _gains_in(self, topic: int, home: int) -> Floats:
        """Return what each other topic would add to the slot that this one leaves."""
        arrays = self.arrays
        rest = np.where(arrays.worth[topic] == self.first[home], self.second[home], self.first[home])
        gain = np.maximum(self.weight - rest[self.person], 0) * arrays.counted[home][self.person]
        run = np.concatenate([[0.0], np.cumsum(gain)])
        return np.asarray(run[self.edge[1:]] - run[self.edge[:-1]] - arrays.raised)

    def _shifts(self, topic: int) -> Floats:
        """Return what it costs to move this topic to each free place, and to leave it out."""
        arrays, home = self.arrays, int(self.slot[topic])
        voters = arrays.voters[topic]
        gain = np.maximum(arrays.worth[topic, voters] - self.first[:, voters], 0)
        won = (gain * arrays.counted[:, voters]).sum(axis=1) - arrays.raised[topic]
        lost = self.own[topic] if home >= 0 else 0.0
        change = arrays.by.loss * (lost - won)
        if home >= 0:
            change[home] = 0.0
        seat_now = arrays.short[topic, self.board.room[topic]] if home >= 0 else 0.0
        cost = change[self.cell_slot]
        cost = cost + arrays.by.seat * (arrays.short[topic, self.cell_room] - seat_now)
        if home < 0:
            cost = cost - self.absence[topic]
        legal = self.ok[topic] & (self.against[topic, self.cell_slot] == 0)
        legal[self.cell[self.slot >= 0]] = False
        leaving = np.inf
        if home >= 0 and not self.absence[topic]:
            leaving = arrays.by.loss * lost - arrays.by.seat * seat_now
        return np.append(np.where(legal, cost, np.inf), leaving)

    def _do(self, topic: int, choice: int) -> bool:
        """Do the chosen change unless a rule that was not weighed forbids it."""
        board, goal = self.board, self._goal(topic, choice)
        was = board.rearrange(goal)
        if was is None:
            return False
        for each in goal:
            start = self.slot[each] = board.start[each]
            self.cell[each] = start * self.arrays.rooms + board.room[each] if start >= 0 else -1
            self.own[each] = 0.0
        for slot in {start for start, _ in (*was.values(), *goal.values())} - {-1}:
            self._read_slot(slot)
        return True

    def _goal(self, topic: int, choice: int) -> dict[int, Place]:
        board, many = self.board, self.arrays.topics
        if choice < many:
            home = (board.start[topic], board.room[topic])
            return {topic: (board.start[choice], board.room[choice]), choice: home}
        cell = choice - many
        if cell == len(self.cell_slot):
            return {topic: NOWHERE}
        return {topic: (int(self.cell_slot[cell]), int(self.cell_room[cell]))}
