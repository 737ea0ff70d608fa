"""Delta evaluation of a shift or a swap, and its execution."""

import numpy as np

from hackathon.planner.jit import inline_njit
from hackathon.planner.local_search.single_slot.gain_table import (
    add_to_slot,
    remove_from_slot,
    swap_correction,
)
from hackathon.planner.local_search.single_slot.instance import Instance
from hackathon.planner.local_search.single_slot.penalties import update_clash_sums
from hackathon.planner.local_search.single_slot.state import State


@inline_njit
def evaluate_move(
    instance: Instance, state: State, topic: int, place: int, other: int, other_place: int
) -> int:
    """Return the change of the cost, without penalties, when two topics go to these places.

    Each goes to the slot of the other, or to no place, or stays in its slot.
    """
    rooms, change = instance.room_count, 0
    home, other_home = state.place[topic], state.place[other]
    if home >= 0:
        change -= instance.seat_cost[topic, home % rooms]
    if place >= 0:
        change += instance.seat_cost[topic, place % rooms]
    if other_home >= 0:
        change -= instance.seat_cost[other, other_home % rooms]
    if other_place >= 0:
        change += instance.seat_cost[other, other_place % rooms]
    home_slot, slot = state.slot[topic], place // rooms if place >= 0 else -1
    if home_slot == slot:
        return change
    if home >= 0:
        change += state.gain[home_slot, topic] - instance.contact_excess[topic]
    if place >= 0:
        change -= state.gain[slot, topic] - instance.contact_excess[topic]
    if other_home >= 0:
        change += state.gain[slot, other] - instance.contact_excess[other]
        if other_place >= 0:
            change -= state.gain[home_slot, other] - instance.contact_excess[other]
        change -= swap_correction(instance, state, topic, slot, other, home_slot)
    return change


@inline_njit
def cheapest_place(instance: Instance, state: State, topic: int, slot: int, emptied: int) -> int:
    """Return the cheapest allowed place of a topic in a slot that is free or about to be; -1 if none is."""
    best, best_cost = -1, np.int64(0)
    for room in range(instance.room_count):
        place = slot * instance.room_count + room
        if instance.allowed[topic, place] and (state.occupant[place] < 0 or place == emptied):
            cost = instance.seat_cost[topic, room]
            if best < 0 or cost < best_cost:
                best, best_cost = place, cost
    return best


@inline_njit
def assign(instance: Instance, state: State, topic: int, place: int) -> None:
    """Move a topic to a free place, or to none (-1)."""
    home_slot, home = state.slot[topic], state.place[topic]
    slot = place // instance.room_count if place >= 0 else -1
    if home >= 0:
        state.occupant[home] = -1
    if place >= 0:
        state.occupant[place] = topic
    state.place[topic] = place
    if slot == home_slot:
        return
    if home_slot >= 0:
        state.slot[topic] = -1
        remove_from_slot(instance, state, home_slot, topic)
        update_clash_sums(instance, state, home_slot, topic, -1)
    if slot >= 0:
        add_to_slot(instance, state, slot, topic)
        state.slot[topic] = slot
        update_clash_sums(instance, state, slot, topic, 1)


@inline_njit
def apply_move(
    instance: Instance, state: State, topic: int, place: int, other: int, other_place: int
) -> None:
    """Move two topics to these places."""
    has_other = other < instance.topic_count
    if has_other and place // instance.room_count == state.slot[topic]:
        # Within a slot only rooms change, which doesn't affect attendance.
        state.place[other], state.occupant[other_place] = other_place, other
        state.place[topic], state.occupant[place] = place, topic
        return
    if has_other:
        assign(instance, state, other, -1)
    assign(instance, state, topic, place)
    if has_other:
        assign(instance, state, other, other_place)
