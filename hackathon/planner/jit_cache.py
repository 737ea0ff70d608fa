"""Compiling ahead of time: code is compiled once per machine and version, and cached.

    python -m hackathon.planner.jit_cache [PART ...]

compiles everything now, on two cores; `deploy/setup` does so. A run without cached code starts processes that
compile what it needs, and still ends on time.
"""

import subprocess
import sys
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from hackathon.planner.bounds import pricing_search
from hackathon.planner.bounds.column_generation import ColumnGeneration
from hackathon.planner.jit import can_cache, exclusive_compilation, is_compiled
from hackathon.planner.local_search import annealing
from hackathon.planner.local_search.annealing import Annealer, Kernel
from hackathon.planner.local_search.single_slot import common_voters
from hackathon.planner.model.problem import Person, Placement, Problem, Room, Slot, Topic
from hackathon.planner.preprocessed_instance import PreprocessedInstance
from hackathon.planner.progress import Watch

TINY = Problem(
    slots=(Slot(), Slot()),
    rooms=(Room(key=1, capacity=1),),
    topics=(Topic(key=1), Topic(key=2)),
    people=(Person(key=1, votes=((0, 2), (1, 1))),),
    order=((0, 1),),
)
"""A problem on which every compiled function is called once."""
AGENDA = Placement(start=(0, 1), room=(0, 0))


def _search(kernel: Kernel) -> None:
    Annealer(kernel, PreprocessedInstance(TINY), AGENDA, seed=0).run(steps=1, temperature=1.0)


def _price() -> None:
    columns = ColumnGeneration(PreprocessedInstance(TINY))
    columns.learn(AGENDA)
    columns.improve(Watch(seconds=None, steps=None, listener=None, clock=time.monotonic), lambda _: False)
    list(columns.pieces(list(columns.cost)))


@dataclass(frozen=True, kw_only=True)
class Part:
    """Code that is used, compiled and cached together.

    `entry_points` are the compiled functions that Python calls; they contain all others. `call` calls each.
    """

    name: str
    entry_points: tuple[Any, ...]
    call: Callable[[], None]


SINGLE_SLOT = Part(
    name="single-slot",
    entry_points=(
        *(common_voters.count_common_voters, common_voters.list_common_voters),
        *(annealing.SINGLE_SLOT.load, annealing.SINGLE_SLOT.anneal),
    ),
    call=lambda: _search(annealing.SINGLE_SLOT),
)
MULTI_SLOT = Part(
    name="multi-slot",
    entry_points=(annealing.MULTI_SLOT.load, annealing.MULTI_SLOT.anneal),
    call=lambda: _search(annealing.MULTI_SLOT),
)
PRICING = Part(
    name="pricing",
    entry_points=(
        *(pricing_search.new_tree, pricing_search.search),
        *(pricing_search.cost_of, pricing_search.rooms_of),
    ),
    call=_price,
)
PARTS = {part.name: part for part in (SINGLE_SLOT, PRICING, MULTI_SLOT)}
# Each half takes about half a minute of a core.
HALVES = ((SINGLE_SLOT,), (PRICING, MULTI_SLOT))

_compiling: dict[str, threading.Thread] = {}


def part_of(kernel: Kernel) -> Part:
    """Return the part that a kernel of the local search belongs to."""
    return SINGLE_SLOT if kernel is annealing.SINGLE_SLOT else MULTI_SLOT


def is_ready(part: Part) -> bool:
    """Whether a part is compiled or cached, so that loading it takes a moment."""
    return all(is_compiled(function) for function in part.entry_points)


def start_compiling(part: Part) -> threading.Thread:
    """Compile a part in the background, once for each process that asks; return the thread.

    Another process compiles into the cache. Where nothing can be cached, this one compiles for itself.
    """
    if part.name not in _compiling:
        is_cached = can_cache(part.entry_points[0])
        target = _compile_in_other_process if is_cached else compile_parts
        _compiling[part.name] = threading.Thread(target=target, args=([part],), daemon=True)
        _compiling[part.name].start()
    return _compiling[part.name]


def _compile_in_other_process(parts: Sequence[Part]) -> None:
    command = [sys.executable, "-m", __spec__.name, *(part.name for part in parts)]
    subprocess.run(command, stdout=subprocess.DEVNULL, check=False)  # noqa: S603 -- our own module


def compile_parts(parts: Sequence[Part]) -> None:
    """Compile parts, or load what another process has compiled meanwhile."""
    for part in parts:
        with exclusive_compilation(part.entry_points[0]):
            part.call()


def compile_all() -> None:
    """Compile every part, half of them in another process."""
    first, second = HALVES
    other = threading.Thread(target=_compile_in_other_process, args=(second,))
    other.start()
    compile_parts(first)
    other.join()


if __name__ == "__main__":
    if names := sys.argv[1:]:
        compile_parts([PARTS[name] for name in names])
    else:
        compile_all()
