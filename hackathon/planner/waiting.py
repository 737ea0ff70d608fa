"""Waiting for compiled code, and improving the agenda meanwhile."""

from collections.abc import Callable

from hackathon.planner import jit_cache
from hackathon.planner.progress import Watch

# How often a run that waits looks whether the code is there, in seconds.
INTERVAL = 0.1


def wait_for_compiled_code(watch: Watch, meanwhile: Callable[[Callable[[], bool]], None] | None) -> bool:
    """Have code compiled if none is cached; return whether it is there in time.

    `meanwhile` is called with what says when it must end, unless steps are counted: nothing may then depend
    on the time.
    """
    if jit_cache.is_ready():
        return True
    compiling = jit_cache.start_compiling()

    def is_over() -> bool:
        return not compiling.is_alive() or watch.is_over() or watch.is_proven

    if meanwhile is not None and watch.steps is None and watch.seconds is not None:
        meanwhile(is_over)
    while not is_over():
        compiling.join(INTERVAL)
    return jit_cache.is_ready() and not watch.is_over()
