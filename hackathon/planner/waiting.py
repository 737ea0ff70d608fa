"""Waiting for compiled code, and improving the agenda meanwhile."""

from collections.abc import Callable

from hackathon.planner import jit_cache
from hackathon.planner.jit_cache import PRICING, Part
from hackathon.planner.local_search.annealing import Kernel
from hackathon.planner.progress import Watch

# How often a run that waits looks whether the code is there, in seconds.
INTERVAL = 0.1

Meanwhile = Callable[[Callable[[], bool]], None]
"""Work to do while waiting. It is passed a function that says when it must end."""


def is_search_compiled(kernel: Kernel) -> bool:
    """Whether the code of a local search is compiled."""
    return jit_cache.is_ready(jit_cache.part_of(kernel))


def wait_for_search(kernel: Kernel, watch: Watch, meanwhile: Meanwhile | None) -> bool:
    """Have a local search compiled if it is not; return whether it is ready in time.

    Pricing, which is needed next, is compiled at the same time.
    """
    part = jit_cache.part_of(kernel)
    if not jit_cache.is_ready(part):
        jit_cache.start_compiling(PRICING)
    return _wait_for(part, watch, meanwhile)


def has_pricing(watch: Watch) -> bool:
    """Whether pricing is compiled.

    If time is limited, the run doesn't wait for that: searching is more useful.
    """
    is_limited = watch.steps is None and watch.seconds is not None
    return jit_cache.is_ready(PRICING) if is_limited else _wait_for(PRICING, watch, None)


def _wait_for(part: Part, watch: Watch, meanwhile: Meanwhile | None) -> bool:
    if jit_cache.is_ready(part):
        return True
    compiling = jit_cache.start_compiling(part)

    def is_over() -> bool:
        return not compiling.is_alive() or watch.is_over() or watch.is_proven

    # Where steps are counted, nothing may depend on the time.
    if meanwhile is not None and watch.steps is None and watch.seconds is not None:
        meanwhile(is_over)
    while not is_over():
        compiling.join(INTERVAL)
    return jit_cache.is_ready(part) and not watch.is_over()
