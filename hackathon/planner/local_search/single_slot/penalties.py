"""Penalties for rules that an agenda may break on the way: clashes, order, topics without a place."""

from hackathon.planner.jit import inline_njit
from hackathon.planner.local_search.single_slot.instance import Instance
from hackathon.planner.local_search.single_slot.state import State


@inline_njit
def update_clash_sums(instance: Instance, state: State, slot: int, topic: int, sign: int) -> None:
    """Update the clash penalties of a slot that a topic has joined (1) or left (-1)."""
    if instance.has_clash[topic]:
        clash_sum, clash_penalty = state.clash_sum[slot], instance.clash_penalty[topic]
        for other in range(instance.topic_count):
            clash_sum[other] += sign * clash_penalty[other]


@inline_njit
def clash_change(instance: Instance, state: State, topic: int, slot: int, other: int, other_slot: int) -> int:
    """Return the change of the clash penalties when two topics, or one, go to these slots."""
    home, other_home = state.slot[topic], state.slot[other]
    change = 0
    if slot != home:
        if slot >= 0:
            change += state.clash_sum[slot, topic]
            if slot == other_home:
                change -= instance.clash_penalty[topic, other]
        if home >= 0:
            change -= state.clash_sum[home, topic]
    if other_slot != other_home:
        if other_slot >= 0:
            change += state.clash_sum[other_slot, other]
            if other_slot == home:
                change -= instance.clash_penalty[topic, other]
        if other_home >= 0:
            change -= state.clash_sum[other_home, other]
    return int(change)


@inline_njit
def order_penalty(
    instance: Instance, state: State, topic: int, slot: int, other: int, other_slot: int
) -> int:
    """Return the penalty for each order that two topics violate in these slots; -1 is no slot.

    An order between the two is counted once.
    """
    violated = 0
    for position in range(instance.order_offsets[topic], instance.order_offsets[topic + 1]):
        related = instance.order_topics[position]
        related_slot = other_slot if related == other else state.slot[related]
        if slot >= 0 and related_slot >= 0:
            violated += slot <= related_slot if instance.is_successor[position] else related_slot <= slot
    for position in range(instance.order_offsets[other], instance.order_offsets[other + 1]):
        related = instance.order_topics[position]
        related_slot = state.slot[related]
        if related != topic and other_slot >= 0 and related_slot >= 0:
            is_successor = instance.is_successor[position]
            violated += other_slot <= related_slot if is_successor else related_slot <= other_slot
    return int(violated * instance.order_penalty)


@inline_njit
def has_order(instance: Instance, topic: int) -> bool:
    """Whether the topic must come before or after another one."""
    return bool(instance.order_offsets[topic] < instance.order_offsets[topic + 1])


@inline_njit
def penalty_change(
    instance: Instance, state: State, topic: int, slot: int, other: int, other_slot: int
) -> int:
    """Return the change of all penalties when two topics go to these slots; -1 is no slot."""
    home, other_home, change = state.slot[topic], state.slot[other], 0
    if instance.has_clash[topic] or instance.has_clash[other]:
        change += clash_change(instance, state, topic, slot, other, other_slot)
    if has_order(instance, topic) or has_order(instance, other):
        change += order_penalty(instance, state, topic, slot, other, other_slot)
        change -= order_penalty(instance, state, topic, home, other, other_home)
    change += instance.unplaced_penalty[topic] * (int(slot < 0) - int(home < 0))
    change += instance.unplaced_penalty[other] * (int(other_slot < 0) - int(other_home < 0))
    return int(change)
