"""Machine code is made once for a machine, beside the run that first needs it, and kept.

    python -m hackathon.domain.scheduling.engine.warm

makes it now; the set-up does so. A run that finds none has it made by another process and goes on
without, so that it still ends when its time is over.
"""

import subprocess
import sys
import time

from hackathon.domain.scheduling.engine.arrays import Arrays
from hackathon.domain.scheduling.engine.compiled import is_kept
from hackathon.domain.scheduling.engine.proof import pricing
from hackathon.domain.scheduling.engine.proof.columns import Columns
from hackathon.domain.scheduling.engine.search import gains, kernel, rapid, spanning, spans
from hackathon.domain.scheduling.problem import Person, Placement, Problem, Room, Slot, Topic
from hackathon.domain.scheduling.watch import Watch

ENTRANCES = (
    *(gains.count_shared, gains.list_shared, kernel.load, kernel.run),
    *(spans.load, spans.run),
    *(pricing.planted, pricing.search, pricing.cost_of, pricing.rooms_of),
)

# How often a run that may wait looks whether the code is there, in seconds.
PATIENCE = 0.1


_making: list[subprocess.Popen[bytes]] = []


def is_ready() -> bool:
    """Whether all machine code is kept, so that loading it takes a moment."""
    return all(is_kept(function) for function in ENTRANCES)


def begin() -> subprocess.Popen[bytes]:
    """Have another process make the machine code, once for each process that asks."""
    if not _making:
        command = [sys.executable, "-m", __spec__.name]
        _making.append(subprocess.Popen(command, stdout=subprocess.DEVNULL))  # noqa: S603 -- our own module
    return _making[0]


def wait(watch: Watch) -> bool:
    """Have the machine code made, as long as the time goes; True when it is there."""
    process = begin()
    while not watch.is_over():
        try:
            process.wait(PATIENCE)
        except subprocess.TimeoutExpired:
            continue
        return is_ready()
    return False


def make() -> None:
    """Run everything once on a problem of nothing much."""
    problem = Problem(
        slots=(Slot(), Slot()),
        rooms=(Room(key=1, capacity=1),),
        topics=(Topic(key=1), Topic(key=2)),
        people=(Person(key=1, votes=((0, 2), (1, 1))),),
        order=((0, 1),),
    )
    arrays = Arrays(problem)
    agenda = Placement(start=(0, 1), room=(0, 0))
    rapid.Rapid(arrays, agenda, seed=0).run(steps=1, heat=1.0)
    spanning.Spanning(arrays, agenda, seed=0).run(steps=1, heat=1.0)
    columns = Columns(arrays)
    columns.learn(agenda)
    columns.improve(Watch(seconds=None, steps=None, listener=None, clock=time.monotonic), lambda _: False)
    list(columns.pieces(list(columns.cost)))


if __name__ == "__main__":
    make()
