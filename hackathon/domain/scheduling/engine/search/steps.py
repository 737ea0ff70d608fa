"""What every search has in common: steps from one placement to the next, and the best on the way."""

from abc import ABC, abstractmethod
from collections.abc import Callable

from hackathon.domain.scheduling.engine.arrays import Arrays
from hackathon.domain.scheduling.engine.board import Board
from hackathon.domain.scheduling.problem import Placement

Found = Callable[[Placement, float], None]
"""Is told of every placement that costs less than all before it, and what it costs."""


class Search(ABC):
    """A placement on a board that changes step by step, to worse ones too while it is hot."""

    def __init__(self, arrays: Arrays, start: Placement) -> None:
        self.arrays = arrays
        self.board = Board(arrays)
        self.board.load(start)
        self.cost = self.best = self.board.cost()
        self.movable = [topic for topic in range(arrays.topics) if arrays.ok[topic].any()]

    def run(self, steps: int, heat: Callable[[int], float | None], found: Found) -> int:
        """Take at most so many steps; `heat` answers None when it is time to end."""
        for step in range(steps):
            now = heat(step)
            if now is None or not self.movable:
                return step
            self.step(now)
            # Costs are whole numbers: half of one is no more than the slip of a double.
            if self.cost < self.best - 0.5:
                self.best = self.cost
                found(self.board.placement(), self.cost)
        return steps

    @abstractmethod
    def step(self, heat: float) -> None:
        """Change the placement, or leave it as it is."""
