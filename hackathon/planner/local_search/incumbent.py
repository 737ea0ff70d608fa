"""The best agenda of a search so far, the same for both kernels."""

from typing import Any

from hackathon.planner.jit import inline_njit


@inline_njit
def keep_incumbent(instance: Any, state: Any) -> None:  # noqa: ANN401 -- compiled for both kinds of instance
    """Store the current agenda as the best one; its cost counts only if it breaks no rule."""
    for topic in range(instance.topic_count):
        state.best_place[topic] = state.place[topic]
    if state.penalty[0] == 0:
        state.best_cost[0] = state.cost[0]


@inline_njit
def is_improvement(state: Any) -> bool:  # noqa: ANN401 -- compiled for both kinds of state
    """Whether the current agenda breaks no rule and costs less than the best one."""
    return bool(state.penalty[0] == 0 and state.cost[0] < state.best_cost[0])
