"""Annealing that counts every change in full: for sessions of any length and for re-planning."""

import math
from random import Random

from hackathon.domain.scheduling.engine.arrays import Arrays
from hackathon.domain.scheduling.engine.board import NOWHERE, Place
from hackathon.domain.scheduling.engine.search.steps import Search
from hackathon.domain.scheduling.problem import Placement

# What may be left out is, in one try of so many.
LEAVING = 20


class Improver(Search):
    """Moves, exchanges and returns topics on a board, worse ones too while it is hot."""

    def __init__(self, arrays: Arrays, start: Placement, seed: int) -> None:
        super().__init__(arrays, start)
        self.random = Random(seed)  # noqa: S311 -- a search, not a secret
        self.places = {
            topic: [(int(s), int(r)) for s, r in zip(*arrays.ok[topic].nonzero(), strict=True)]
            for topic in self.movable
        }

    def step(self, heat: float) -> None:
        """Try one change, and keep it if it is no worse or the heat allows it."""
        was = self.board.rearrange(self._goal())
        if was is None:
            return
        change = self.board.cost() - self.cost
        if change <= 0 or self.random.random() < math.exp(-change / heat):
            self.cost += change
        else:
            self.board.rearrange(was)

    def _goal(self) -> dict[int, Place]:
        """Draw a change: a topic to any place of its own, to where another topic lies, or out.

        What lies there goes to where the topic was, in the same order: two short sessions
        can so change places with a long one.
        """
        board, topic = self.board, self.random.choice(self.movable)
        if not self.arrays.problem.topics[topic].required and self.random.randrange(LEAVING) == 0:
            return {topic: NOWHERE}
        target = self.random.choice(self.places[topic])
        if self.random.random() < 0.5:
            other = self.random.choice(self.movable)
            if board.start[other] >= 0:
                target = (board.start[other], board.room[other])
        start, room = target
        home, home_room = board.start[topic], board.room[topic]
        goal = {topic: target}
        for slot in range(start, min(start + self.arrays.length[topic], self.arrays.slots)):
            other = board.cell[slot][room]
            if other not in (-1, topic):
                later = board.start[other] - start
                goal[other] = (home + later, home_room) if home >= 0 and later >= 0 else NOWHERE
        return goal
