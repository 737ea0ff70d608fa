"""The slot swap: two slots exchange all their sessions, for a topic that cannot go where it fits best.

Which topics go well together is found early, and then no topic leaves its group alone, not even to make
room for one that is allowed in few slots only. Together they move easily, since most go as well with one
slot as with another.
"""

from hackathon.planner.jit import inline_njit, njit_no_refcount
from hackathon.planner.local_search.random_numbers import acceptance_threshold, uniform
from hackathon.planner.local_search.single_slot.delta_evaluation import (
    apply_move,
    assign,
    cheapest_place,
    evaluate_move,
)
from hackathon.planner.local_search.single_slot.instance import Instance
from hackathon.planner.local_search.single_slot.penalties import penalty_change
from hackathon.planner.local_search.single_slot.state import State


@inline_njit
def net_gain(state: State, slot: int, topic: int) -> int:
    """Return the gain of a topic in a slot, less the penalties for its clashes there; -1 is no slot."""
    return int(state.gain[slot, topic] - state.clash_sum[slot, topic]) if slot >= 0 else 0


@inline_njit
def best_slot(instance: Instance, state: State, topic: int) -> int:
    """Return the slot with the highest net gain, allowed or not; the topic's own if none is higher."""
    best = int(state.slot[topic])
    for slot in range(instance.slot_count):
        if net_gain(state, slot, topic) > net_gain(state, best, topic):
            best = slot
    return best


@inline_njit
def estimate_swap(instance: Instance, state: State, slot: int, other_slot: int) -> int:
    """Return about how much the cost rises if two slots exchange every session that is allowed to move.

    A session that has to stay is then among those of the other slot.
    """
    change = 0
    for room in range(instance.room_count):
        place, other_place = slot * instance.room_count + room, other_slot * instance.room_count + room
        topic, other = int(state.occupant[place]), int(state.occupant[other_place])
        if topic >= 0 and not instance.allowed[topic, other_place]:
            change += net_gain(state, slot, topic) - net_gain(state, other_slot, topic)
        if other >= 0 and not instance.allowed[other, place]:
            change += net_gain(state, other_slot, other) - net_gain(state, slot, other)
    return change


@inline_njit
def make_move(instance: Instance, state: State, topic: int, place: int, other: int, other_place: int) -> None:
    """Move two topics to these places, and add what that changes to cost and penalty."""
    rooms = instance.room_count
    slot, other_slot = place // rooms, other_place // rooms if other_place >= 0 else -1
    penalty = penalty_change(instance, state, topic, slot, other, other_slot)
    cost = evaluate_move(instance, state, topic, place, other, other_place)
    apply_move(instance, state, topic, place, other, other_place)
    state.cost[0] += cost
    state.penalty[0] += penalty


@njit_no_refcount
def swap_slots(instance: Instance, state: State, slot: int, other_slot: int) -> None:
    """Exchange the sessions of two slots room by room, as far as they are allowed there."""
    for room in range(instance.room_count):
        place, other_place = slot * instance.room_count + room, other_slot * instance.room_count + room
        topic, other = int(state.occupant[place]), int(state.occupant[other_place])
        can_go = topic >= 0 and instance.allowed[topic, other_place]
        can_come = other >= 0 and instance.allowed[other, place]
        if can_go and can_come:
            make_move(instance, state, topic, other_place, other, place)
        elif can_go and other < 0:
            make_move(instance, state, topic, other_place, instance.topic_count, -1)
        elif can_come and topic < 0:
            make_move(instance, state, other, place, instance.topic_count, -1)


@inline_njit
def save_slots(instance: Instance, state: State, slot: int, other_slot: int) -> None:
    """Store the sessions of two slots."""
    rooms = instance.room_count
    for room in range(rooms):
        state.saved[room] = state.occupant[slot * rooms + room]
        state.saved[rooms + room] = state.occupant[other_slot * rooms + room]


@njit_no_refcount
def restore_slots(instance: Instance, state: State, slot: int, other_slot: int) -> None:
    """Give two slots the stored sessions again."""
    rooms = instance.room_count
    for emptied in (slot, other_slot):
        for place in range(emptied * rooms, (emptied + 1) * rooms):
            if state.occupant[place] >= 0:
                assign(instance, state, state.occupant[place], -1)
    for room in range(rooms):
        for position, filled in ((room, slot), (rooms + room, other_slot)):
            if state.saved[position] >= 0:
                assign(instance, state, state.saved[position], filled * rooms + room)


@njit_no_refcount
def slot_swap_step(instance: Instance, state: State, temperature: float) -> None:
    """Draw a topic and one of its allowed slots, and bring the sessions of its best slot there.

    The swap is undone if it raises the cost by more than the temperature accepts.
    """
    topic = int(instance.movable[int(uniform(state.random) * len(instance.movable))])
    home, home_place, best = (
        int(state.slot[topic]),
        int(state.place[topic]),
        best_slot(instance, state, topic),
    )
    place_count = instance.place_offsets[topic + 1] - instance.place_offsets[topic]
    drawn = instance.places[instance.place_offsets[topic] + int(uniform(state.random) * place_count)]
    other = int(drawn) // instance.room_count
    if best in (home, other):
        return
    threshold = acceptance_threshold(state.random, temperature)
    expected = net_gain(state, best, topic) - net_gain(state, home, topic) if home != other else 0
    if estimate_swap(instance, state, best, other) - expected > threshold:
        return
    cost, penalty = state.cost[0], state.penalty[0]
    save_slots(instance, state, best, other)
    swap_slots(instance, state, best, other)
    place = cheapest_place(instance, state, topic, other, -1)
    if place >= 0:
        make_move(instance, state, topic, place, instance.topic_count, -1)
    if state.cost[0] + state.penalty[0] - cost - penalty > threshold:
        if home not in (best, other):
            assign(instance, state, topic, -1)
        restore_slots(instance, state, best, other)
        assign(instance, state, topic, home_place)
        state.cost[0], state.penalty[0] = cost, penalty
