"""Simulated annealing of an agenda: one driver for two kernels of compiled code.

The single-slot kernel knows sessions of one slot, where attendance in one slot does not depend on another,
and evaluates a move from a table. The multi-slot kernel knows everything: sessions of several slots, breaks
between a contact's sessions, a published agenda to stay near. Its steps take five times as long.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np

from hackathon.planner.local_search.flat_arrays import to_placement, to_places
from hackathon.planner.local_search.multi_slot import annealing as multi_slot
from hackathon.planner.local_search.multi_slot import instance as multi_slot_instance
from hackathon.planner.local_search.multi_slot import state as multi_slot_state
from hackathon.planner.local_search.single_slot import annealing as single_slot
from hackathon.planner.local_search.single_slot import instance as single_slot_instance
from hackathon.planner.local_search.single_slot import state as single_slot_state
from hackathon.planner.model.problem import Placement
from hackathon.planner.preprocessed_instance import PreprocessedInstance


@dataclass(frozen=True, slots=True, kw_only=True)
class Kernel:
    """The compiled functions of a search, and the arrays that they work on.

    `stride` steps take a few hundredths of a second at most.
    """

    build_instance: Callable[[PreprocessedInstance], Any]
    empty_state: Callable[[Any, int], Any]
    load: Callable[..., None]
    anneal: Callable[..., None]
    stride: int


SINGLE_SLOT = Kernel(
    build_instance=single_slot_instance.build_instance,
    empty_state=single_slot_state.empty_state,
    load=single_slot.load,
    anneal=single_slot.anneal,
    stride=4000,
)
MULTI_SLOT = Kernel(
    build_instance=multi_slot_instance.build_instance,
    empty_state=multi_slot_state.empty_state,
    load=multi_slot.load,
    anneal=multi_slot.anneal,
    stride=800,
)


class Annealer:
    """An agenda that changes by many small steps; `best` and `cost` are the cheapest one on the way."""

    def __init__(
        self,
        kernel: Kernel,
        preprocessed: PreprocessedInstance,
        start: Placement,
        seed: int,
        instance: Any = None,  # noqa: ANN401 -- each kernel has its own
    ) -> None:
        self.kernel, self.preprocessed = kernel, preprocessed
        self.instance = kernel.build_instance(preprocessed) if instance is None else instance
        self.state = kernel.empty_state(self.instance, seed)
        kernel.load(self.instance, self.state, to_places(preprocessed, start))

    def run(self, steps: int, temperature: float) -> None:
        """Take so many steps at this temperature."""
        if len(self.instance.movable):
            # The random number generator overflows on purpose; only uncompiled code would warn.
            with np.errstate(over="ignore"):
                self.kernel.anneal(self.instance, self.state, steps, temperature)

    @property
    def cost(self) -> int:
        """The cost of the cheapest agenda so far."""
        return int(self.state.best_cost[0])

    @property
    def is_valid(self) -> bool:
        """Whether the current agenda breaks no rule."""
        return bool(self.state.penalty[0] == 0)

    def best(self) -> Placement:
        """Return the cheapest agenda so far."""
        return to_placement(self.preprocessed, self.state.best_place)

    def current(self) -> Placement:
        """Return the agenda as it is now, which may break rules."""
        return to_placement(self.preprocessed, self.state.place[: self.preprocessed.topics])
