"""The solution state of the multi-slot kernel: an agenda, and what makes changes to it cheap to evaluate."""

from typing import NamedTuple

import numpy as np

from hackathon.planner.local_search.flat_arrays import Int32Array, Int64Array
from hackathon.planner.local_search.multi_slot.instance import NEW, Instance
from hackathon.planner.local_search.random_numbers import RandomState, seeded


class State(NamedTuple):
    """An agenda as arrays, and the move under evaluation. T topics, S slots, R rooms, P people, U units.

    Numbers that change are arrays of one element, since compiled code cannot assign to a field. The second
    part is scratch memory, which compiled code cannot create; M = 2 * S + 2 topics at most move at once.

    field           shape    dtype   content
    place           T        int64   the place of each topic, -1 without one
    start           T        int64   its first slot, -1 without one
    occupant        S * R    int64   the topic in each place, -1 if free
    top_weights     S, P, 2  int32   the two highest weights of short sessions that a person has in a slot
    attended        U, P     int64   the attended weight of a person in a unit
    changes         P        int64   how many topics that a person follows are not where they were published
    break_penalty   P        int64   the penalty for the breaks that a contact lacks
    cost            1        int64   the cost of the agenda, without penalties
    penalty         1        int64   the penalties for the rules that it breaks
    best_cost       1        int64   the lowest cost so far of an agenda that breaks no rule
    best_place      T        int64   the places of that agenda
    random          1        uint64  the state of the random number generator

    moved           M        int64   the topics that a move changes
    new_place       M        int64   their places after the move, -1 without one
    old_place       M        int64   their places before it
    old_start       M        int64   their first slots before it
    visited         U, P     int64   the stamp of the last evaluation that visited a person
    stamp           1        int64   the stamp of the current evaluation
    update_unit     U * P    int64   the units in which the move changes someone's attended weight,
    update_person   U * P    int64   the people,
    update_value    U * P    int64   and the attended weights after the move
    slot_value      M        int64   the highest weight of a short session for one person, by slot
    departures      M        int64   how many of that person's short sessions leave a slot
    best_until      M        int64   the highest attended weight of that person before a slot
    row             T        int64   the sessions of one contact in order of time
    """

    place: Int64Array
    start: Int64Array
    occupant: Int64Array
    top_weights: Int32Array
    attended: Int64Array
    changes: Int64Array
    break_penalty: Int64Array
    cost: Int64Array
    penalty: Int64Array
    best_cost: Int64Array
    best_place: Int64Array
    random: RandomState
    moved: Int64Array
    new_place: Int64Array
    old_place: Int64Array
    old_start: Int64Array
    visited: Int64Array
    stamp: Int64Array
    update_unit: Int64Array
    update_person: Int64Array
    update_value: Int64Array
    slot_value: Int64Array
    departures: Int64Array
    best_until: Int64Array
    row: Int64Array


def empty_state(instance: Instance, seed: int) -> State:
    """Return the state in which no topic has a place."""
    topics, slots, people = instance.topic_count, instance.slot_count, len(instance.head_count)
    units, most_moved = len(instance.unit_bounds) - 1, 2 * slots + 2
    changes = np.zeros(people, dtype=np.int64)
    for topic in np.flatnonzero(instance.published != NEW):
        changes[instance.followers[slice(*instance.follower_offsets[topic : topic + 2])]] += 1
    affected = int(instance.head_count[changes > 0].sum())
    return State(
        place=np.full(topics, -1, dtype=np.int64),
        start=np.full(topics, -1, dtype=np.int64),
        occupant=np.full(slots * instance.room_count, -1, dtype=np.int64),
        top_weights=np.zeros((slots, people, 2), dtype=np.int32),
        attended=np.zeros((units, people), dtype=np.int64),
        changes=changes,
        break_penalty=np.zeros(people, dtype=np.int64),
        cost=np.array([instance.unplaced_cost + instance.change_cost * affected]),
        penalty=np.array([instance.unplaced_penalty.sum()]),
        best_cost=np.array([np.iinfo(np.int64).max]),
        best_place=np.full(topics, -1, dtype=np.int64),
        random=seeded(seed),
        moved=np.zeros(most_moved, dtype=np.int64),
        new_place=np.zeros(most_moved, dtype=np.int64),
        old_place=np.zeros(most_moved, dtype=np.int64),
        old_start=np.zeros(most_moved, dtype=np.int64),
        visited=np.zeros((max(units, 1), people), dtype=np.int64),
        stamp=np.zeros(1, dtype=np.int64),
        update_unit=np.zeros(people * units, dtype=np.int64),
        update_person=np.zeros(people * units, dtype=np.int64),
        update_value=np.zeros(people * units, dtype=np.int64),
        slot_value=np.zeros(most_moved, dtype=np.int64),
        departures=np.zeros(most_moved, dtype=np.int64),
        best_until=np.zeros(most_moved, dtype=np.int64),
        row=np.zeros(topics, dtype=np.int64),
    )
