"""The solution state of the single-slot kernel: an agenda, and what makes changes to it cheap to evaluate."""

from typing import NamedTuple

import numpy as np

from hackathon.planner.local_search.flat_arrays import Int32Array, Int64Array
from hackathon.planner.local_search.random_numbers import RandomState, seeded
from hackathon.planner.local_search.single_slot.instance import Instance


class State(NamedTuple):
    """An agenda as arrays. T topics, S slots, R rooms, P people; a place is slot * R + room.

    Row and column T belong to "no topic", which never has a place. Numbers that change are arrays of one
    element, since compiled code cannot assign to a field.

    field        shape    dtype   content
    place        T + 1    int64   the place of each topic, -1 without one
    slot         T + 1    int64   its slot, -1 without one
    occupant     S * R    int64   the topic in each place, -1 if free
    top_weights  S, P, 2  int32   the highest and second highest weight that a person has in a slot
    gain         S, T + 1 int64   the gain table: attended weight of the slot with the topic, less without
    clash_sum    S, T + 1 int64   clash penalties of a topic with the others in the slot
    cost         1        int64   the cost of the agenda, without penalties
    penalty      1        int64   the penalties for the rules that it breaks
    best_cost    1        int64   the lowest cost so far of an agenda that breaks no rule
    best_place   T        int64   the places of that agenda
    saved        2 * R    int64   what two slots held before a slot swap
    random       1        uint64  the state of the random number generator
    """

    place: Int64Array
    slot: Int64Array
    occupant: Int64Array
    top_weights: Int32Array
    gain: Int64Array
    clash_sum: Int64Array
    cost: Int64Array
    penalty: Int64Array
    best_cost: Int64Array
    best_place: Int64Array
    saved: Int64Array
    random: RandomState


def empty_state(instance: Instance, seed: int) -> State:
    """Return the state in which no topic has a place."""
    topic_count, slot_count = instance.topic_count + 1, instance.slot_count
    return State(
        place=np.full(topic_count, -1, dtype=np.int64),
        slot=np.full(topic_count, -1, dtype=np.int64),
        occupant=np.full(slot_count * instance.room_count, -1, dtype=np.int64),
        top_weights=np.zeros((*instance.attendees.shape, 2), dtype=np.int32),
        gain=np.zeros((slot_count, topic_count), dtype=np.int64),
        clash_sum=np.zeros((slot_count, topic_count), dtype=np.int64),
        cost=np.array([instance.unplaced_cost]),
        penalty=np.array([instance.unplaced_penalty.sum()]),
        best_cost=np.array([np.iinfo(np.int64).max]),
        best_place=np.full(instance.topic_count, -1, dtype=np.int64),
        saved=np.zeros(2 * instance.room_count, dtype=np.int64),
        random=seeded(seed),
    )
