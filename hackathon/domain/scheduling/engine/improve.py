"""Annealing that counts every change in full: for sessions of any length and for re-planning."""

import math
from collections.abc import Callable
from random import Random

from hackathon.domain.scheduling.engine.arrays import Arrays
from hackathon.domain.scheduling.engine.board import Board
from hackathon.domain.scheduling.problem import Placement

Place = tuple[int, int]
Found = Callable[[Placement, float], None]


class Improver:
    """Moves, exchanges and returns topics on a board, worse ones too while it is hot."""

    def __init__(self, arrays: Arrays, start: Placement, seed: int) -> None:
        self.arrays = arrays
        self.board = Board(arrays)
        self.board.load(start)
        self.random = Random(seed)  # noqa: S311 -- a search, not a secret
        self.cost = self.best = self.board.cost()
        self.movable = [topic for topic in range(arrays.topics) if arrays.ok[topic].any()]
        self.places = {
            topic: [(int(s), int(r)) for s, r in zip(*arrays.ok[topic].nonzero(), strict=True)]
            for topic in self.movable
        }

    def run(self, steps: int, is_over: Callable[[], bool], found: Found) -> int:
        """Take at most so many steps, and return how many were taken; report each new best."""
        if not self.movable:
            return 0
        by = self.arrays.by
        hot, cold = 2.0 * max(by.loss, by.seat, 1), 0.15 * max(by.loss, by.seat, 1)
        for step in range(steps):
            if step % 16 == 0 and is_over():
                return step
            self.step(hot * (cold / hot) ** (step / steps))
            if self.cost < self.best - 0.5:
                self.best = self.cost
                found(self.board.placement(), self.cost)
        return steps

    def step(self, heat: float) -> None:
        """Try one change, and keep it if it is no worse or the heat allows it."""
        topic = self.random.choice(self.movable)
        was = self._lift(topic)
        other, other_was = self._make_room(topic)
        moved = self._put_anywhere(topic) if other is None else self._exchange(topic, other, was, other_was)
        if moved:
            change = self.board.cost() - self.cost
            if change <= 0 or self.random.random() < math.exp(-change / heat):
                self.cost += change
                return
        self._drop(topic)
        if other is not None:
            self._drop(other)
            self._restore(other, other_was)
        self._restore(topic, was)

    def _make_room(self, topic: int) -> tuple[int | None, Place | None]:
        """Half of the time, lift a second topic to exchange with."""
        if self.random.random() < 0.5:
            return None, None
        other = self.random.choice(self.movable)
        return (None, None) if other == topic else (other, self._lift(other))

    def _exchange(self, topic: int, other: int, was: Place | None, goal: Place | None) -> bool:
        if goal is None or not self._put(topic, goal):
            return False
        # A topic that may be left out can give up its place to one that had none.
        return was is None or self._put(other, was) or self._put_anywhere(other)

    def _put_anywhere(self, topic: int) -> bool:
        start, room = self.random.choice(self.places[topic])
        if self._put(topic, (start, room)):
            return True
        rooms = [room for room in range(self.arrays.rooms) if self.board.fits(topic, start, room)]
        return bool(rooms) and self._put(topic, (start, self.random.choice(rooms)))

    def _put(self, topic: int, place: Place) -> bool:
        if not self.board.fits(topic, *place):
            return False
        self.board.place(topic, *place)
        return True

    def _lift(self, topic: int) -> Place | None:
        place = (self.board.start[topic], self.board.room[topic])
        if place[0] < 0:
            return None
        self.board.remove(topic)
        return place

    def _drop(self, topic: int) -> None:
        if self.board.start[topic] >= 0:
            self.board.remove(topic)

    def _restore(self, topic: int, place: Place | None) -> None:
        if place is not None:
            self.board.place(topic, *place)
