"""A portfolio of searches: the same search with other seeds on other cores, while the run continues."""

import threading
from collections.abc import Callable

from hackathon.planner.local_search.annealing import Annealer, Kernel
from hackathon.planner.local_search.cooling import COOL, final_temperature, initial_temperature, temperature
from hackathon.planner.local_search.seen_patterns import SeenPatterns
from hackathon.planner.model.problem import Placement
from hackathon.planner.preprocessed_instance import PreprocessedInstance

# So many strides at one temperature: of most events, a tenth of a second. A search ends after the stride in
# which it is asked to.
STRIDES = 5


class Portfolio:
    """Threads that search until they are stopped; compiled code lets them run in parallel.

    `spent` returns the fraction of their time that is over, from 0 to 1; they note in `seen`
    what they pass through.
    """

    def __init__(
        self,
        kernel: Kernel,
        preprocessed: PreprocessedInstance,
        start: Placement,
        seeds: range,
        spent: Callable[[], float],
        seen: SeenPatterns | None = None,
    ) -> None:
        self.spent, self.seen = spent, seen
        self.initial, self.final = initial_temperature(preprocessed), final_temperature(preprocessed)
        self.stopped = threading.Event()
        self.results: dict[int, tuple[Placement, float]] = {}
        self.threads = [
            threading.Thread(target=self._search, args=(Annealer(kernel, preprocessed, start, seed), seed))
            for seed in seeds
        ]
        for thread in self.threads:
            thread.start()

    def _search(self, annealer: Annealer, seed: int) -> None:
        lowest = annealer.cost
        while not self.stopped.is_set() and (spent := self.spent()) < 1:
            if self.seen is not None and spent > COOL and annealer.is_valid:
                self.seen.note(annealer.current())
            now = temperature(self.initial, self.final, spent)
            for _ in range(STRIDES):
                if not self.stopped.is_set():
                    annealer.run(annealer.kernel.stride, now)
            if annealer.cost < lowest:
                lowest = annealer.cost
                self.results[seed] = (annealer.best(), lowest)

    def stop(self) -> None:
        """Stop every search, and wait until it has ended."""
        self.stopped.set()
        for thread in self.threads:
            thread.join()

    def best(self) -> tuple[Placement, float] | None:
        """Return the cheapest agenda so far and its cost, if any search has improved on the start."""
        return min(list(self.results.values()), key=lambda result: result[1], default=None)
