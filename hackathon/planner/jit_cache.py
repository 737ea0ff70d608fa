"""Compiling ahead of time: code is compiled once per machine and version, and cached.

    python -m hackathon.planner.jit_cache

compiles everything now; `deploy/setup` does so. A run without cached code starts another process to compile
it, and still ends on time.
"""

import subprocess
import sys
import threading
import time

from hackathon.planner.bounds import pricing_search
from hackathon.planner.bounds.column_generation import ColumnGeneration
from hackathon.planner.jit import can_cache, exclusive_compilation, is_compiled
from hackathon.planner.local_search.annealing import MULTI_SLOT, SINGLE_SLOT, Annealer
from hackathon.planner.local_search.single_slot import common_voters
from hackathon.planner.model.problem import Person, Placement, Problem, Room, Slot, Topic
from hackathon.planner.preprocessed_instance import PreprocessedInstance
from hackathon.planner.progress import Watch

# The compiled functions that are called from Python; they contain all others.
ENTRY_POINTS = (
    *(common_voters.count_common_voters, common_voters.list_common_voters),
    *(SINGLE_SLOT.load, SINGLE_SLOT.anneal, MULTI_SLOT.load, MULTI_SLOT.anneal),
    *(pricing_search.new_tree, pricing_search.search, pricing_search.cost_of, pricing_search.rooms_of),
)

_compiling: list[threading.Thread] = []


def is_ready() -> bool:
    """Whether everything is compiled or cached, so that loading it takes a moment."""
    return all(is_compiled(function) for function in ENTRY_POINTS)


def start_compiling() -> threading.Thread:
    """Compile everything in the background, once for each process that asks; return the thread.

    Another process compiles into the cache. Where nothing can be cached, this one compiles for itself.
    """
    if not _compiling:
        target = _compile_in_other_process if can_cache(ENTRY_POINTS[0]) else compile_all
        _compiling.append(threading.Thread(target=target, daemon=True))
        _compiling[0].start()
    return _compiling[0]


def _compile_in_other_process() -> None:
    command = [sys.executable, "-m", __spec__.name]
    subprocess.run(command, stdout=subprocess.DEVNULL, check=False)  # noqa: S603 -- our own module


def compile_all() -> None:
    """Compile every function, or load what another process has compiled meanwhile."""
    with exclusive_compilation(ENTRY_POINTS[0]):
        _call_everything()


def _call_everything() -> None:
    problem = Problem(
        slots=(Slot(), Slot()),
        rooms=(Room(key=1, capacity=1),),
        topics=(Topic(key=1), Topic(key=2)),
        people=(Person(key=1, votes=((0, 2), (1, 1))),),
        order=((0, 1),),
    )
    preprocessed = PreprocessedInstance(problem)
    agenda = Placement(start=(0, 1), room=(0, 0))
    for kernel in (SINGLE_SLOT, MULTI_SLOT):
        Annealer(kernel, preprocessed, agenda, seed=0).run(steps=1, temperature=1.0)
    columns = ColumnGeneration(preprocessed)
    columns.learn(agenda)
    columns.improve(Watch(seconds=None, steps=None, listener=None, clock=time.monotonic), lambda _: False)
    list(columns.pieces(list(columns.cost)))


if __name__ == "__main__":
    compile_all()
