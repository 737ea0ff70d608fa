"""Searches on other cores, each from a seed of its own, while the run does something else."""

import threading
from collections.abc import Callable

from hackathon.domain.scheduling.engine.arrays import Arrays
from hackathon.domain.scheduling.engine.search import rapid
from hackathon.domain.scheduling.engine.search.spanning import Searcher, searcher
from hackathon.domain.scheduling.problem import Placement

# So many strides are a tenth of a second: a search ends as soon after it is asked to, and seldom has to
# wait for its turn in the interpreter.
STRIDES = 5


class Crew:
    """Threads that search until they are sent home; machine code lets them run side by side.

    `spent` says what part of their time is over, from 0 to 1.
    """

    def __init__(self, arrays: Arrays, start: Placement, seeds: range, spent: Callable[[], float]) -> None:
        self.spent = spent
        self.hot, self.cold = rapid.hot(arrays), rapid.cold(arrays)
        self.stopped = threading.Event()
        self.found: dict[int, tuple[Placement, float]] = {}
        self.threads = [
            threading.Thread(target=self._search, args=(searcher(arrays, start, seed), seed))
            for seed in seeds
        ]
        for thread in self.threads:
            thread.start()

    def _search(self, search: Searcher, seed: int) -> None:
        least = search.cost
        while not self.stopped.is_set() and (spent := self.spent()) < 1:
            search.run(STRIDES * search.stride, self.hot * (self.cold / self.hot) ** spent)
            if search.cost < least:
                least = search.cost
                self.found[seed] = (search.best(), least)

    def send_home(self) -> None:
        """End every search, and wait for that."""
        self.stopped.set()
        for thread in self.threads:
            thread.join()

    def best(self) -> tuple[Placement, float] | None:
        """Return the cheapest agenda that was found so far, and its cost."""
        return min(list(self.found.values()), key=lambda found: found[1], default=None)
