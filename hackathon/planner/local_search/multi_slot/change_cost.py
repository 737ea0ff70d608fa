"""The cost of moving sessions of a published agenda: the people who follow any of them."""

from hackathon.planner.jit import inline_njit
from hackathon.planner.local_search.multi_slot.instance import NEW, Instance
from hackathon.planner.local_search.multi_slot.state import State


@inline_njit
def is_changed(instance: Instance, topic: int, place: int) -> bool:
    """Whether a place differs from the one where the topic was published."""
    return bool(instance.published[topic] not in (NEW, place))


@inline_njit
def count_change(instance: Instance, state: State, topic: int, step: int) -> int:
    """Record that a topic leaves its published place (1), or returns (-1); return the change in cost."""
    people = 0
    for position in range(instance.follower_offsets[topic], instance.follower_offsets[topic + 1]):
        person = instance.followers[position]
        state.changes[person] += step
        if state.changes[person] == max(step, 0):
            people += step * instance.head_count[person]
    return int(people * instance.change_cost)


@inline_njit
def count_changes(instance: Instance, state: State, count: int, is_undone: bool) -> int:
    """Record the changes of a move of `count` topics, or undo them; return the change in cost."""
    cost = 0
    for index in range(count):
        topic = state.moved[index]
        was_changed = is_changed(instance, topic, state.old_place[index])
        is_now_changed = is_changed(instance, topic, state.place[topic])
        if is_now_changed != was_changed:
            cost += count_change(instance, state, topic, 1 if is_now_changed != is_undone else -1)
    return int(cost)
