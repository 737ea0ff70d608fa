"""Delta evaluation of attendance: how a move changes what people attend, when sessions may be long.

Of the short sessions in a slot a person attends the one with the highest weight; the second highest counts
once that leaves. With long sessions too, they attend the heaviest set of sessions that do not overlap:
weighted interval scheduling, as in Kleinberg and Tardos (2005), Algorithm design, section 6.1. A move is
evaluated by looking at the voters of the topics that it moves, in the units that it touches.
"""

from hackathon.planner.jit import inline_njit, njit_no_refcount
from hackathon.planner.local_search.multi_slot.instance import Instance
from hackathon.planner.local_search.multi_slot.state import State


@inline_njit
def is_present(instance: Instance, person: int, start: int, end: int) -> bool:
    """Whether a person is present in all of these slots."""
    return bool(instance.absences[person, end] == instance.absences[person, start])


@njit_no_refcount
def two_highest(instance: Instance, state: State, person: int, slot: int) -> tuple[int, int]:
    """Return the two highest weights of a person's short sessions in a slot."""
    first, second = 0, 0
    for vote in range(instance.vote_offsets[person], instance.vote_offsets[person + 1]):
        topic = instance.vote_topics[vote]
        if state.start[topic] == slot and instance.length[topic] == 1:
            weight = instance.vote_weights[vote]
            if weight > first:
                first, second = weight, first
            elif weight > second:
                second = weight
    return first, second


@inline_njit
def update_slot_values(instance: Instance, state: State, count: int, person: int, unit: int) -> None:
    """Set the highest weight of a person's short sessions in each slot of a unit after a move."""
    slot_value, departures = state.slot_value, state.departures
    first_slot, end_slot = instance.unit_bounds[unit], instance.unit_bounds[unit + 1]
    for slot in range(first_slot, end_slot):
        slot_value[slot], departures[slot] = state.top_weights[slot, person, 0], 0
    for index in range(count):
        topic, slot = state.moved[index], state.old_start[index]
        weight = instance.weights[topic, person]
        is_short = weight > 0 and instance.length[topic] == 1
        if is_short and slot != state.start[topic] and first_slot <= slot < end_slot:
            departures[slot] += 1
            if departures[slot] > 1:
                # The second highest may have left as well.
                slot_value[slot] = two_highest(instance, state, person, slot)[0]
            elif weight == slot_value[slot]:
                slot_value[slot] = state.top_weights[slot, person, 1]
    for index in range(count):
        topic = state.moved[index]
        slot, weight = state.start[topic], instance.weights[topic, person]
        is_arriving = instance.length[topic] == 1 and slot != state.old_start[index]
        if is_arriving and first_slot <= slot < end_slot:
            slot_value[slot] = max(slot_value[slot], weight * is_present(instance, person, slot, slot + 1))


@inline_njit
def attended_value(instance: Instance, state: State, person: int, unit: int) -> int:
    """Return the highest total weight of a person's sessions in a unit that do not overlap.

    `state.slot_value` has the highest weight of the short ones in each slot.
    """
    first_slot, end_slot = instance.unit_bounds[unit], instance.unit_bounds[unit + 1]
    best_until = state.best_until
    value, has_long = 0, False
    for slot in range(first_slot, end_slot):
        value += state.slot_value[slot]
    for vote in range(instance.long_offsets[person], instance.long_offsets[person + 1]):
        has_long = has_long or first_slot <= state.start[instance.long_topics[vote]] < end_slot
    if not has_long:
        return int(value)
    best_until[first_slot] = 0
    for slot in range(first_slot, end_slot):
        best_until[slot + 1] = best_until[slot] + state.slot_value[slot]
        for vote in range(instance.long_offsets[person], instance.long_offsets[person + 1]):
            topic = instance.long_topics[vote]
            start = state.start[topic]
            ends_here = start >= first_slot and start + instance.length[topic] == slot + 1
            if ends_here and is_present(instance, person, start, slot + 1):
                with_topic = best_until[start] + instance.weights[topic, person]
                best_until[slot + 1] = max(best_until[slot + 1], with_topic)
    return int(best_until[end_slot])


@njit_no_refcount
def evaluate_attendance(instance: Instance, state: State, count: int) -> tuple[int, int]:
    """Return how much more is attended after a move of `count` topics, and how many values that changes.

    The changed values are in `state.update_unit`, `update_person` and `update_value`.
    """
    gain, updates = 0, 0
    state.stamp[0] += 1
    for index in range(count):
        topic = state.moved[index]
        old_start, start = state.old_start[index], state.start[topic]
        if old_start == start:
            continue
        for slot in (old_start, start):
            if slot < 0:
                continue
            unit = instance.unit_of[slot]
            for voter in range(instance.voter_offsets[topic], instance.voter_offsets[topic + 1]):
                person = instance.voters[voter]
                if state.visited[unit, person] == state.stamp[0]:
                    continue
                state.visited[unit, person] = state.stamp[0]
                update_slot_values(instance, state, count, person, unit)
                value = attended_value(instance, state, person, unit)
                if value != state.attended[unit, person]:
                    gain += (value - state.attended[unit, person]) * instance.head_count[person]
                    state.update_unit[updates], state.update_person[updates] = unit, person
                    state.update_value[updates] = value
                    updates += 1
    return int(gain), updates


@njit_no_refcount
def store_attendance(instance: Instance, state: State, count: int, updates: int) -> None:
    """Store people's attendance after a move of `count` topics."""
    for update in range(updates):
        state.attended[state.update_unit[update], state.update_person[update]] = state.update_value[update]
    for index in range(count):
        topic = state.moved[index]
        if instance.length[topic] > 1 or state.old_start[index] == state.start[topic]:
            continue
        for slot in (state.old_start[index], state.start[topic]):
            if slot < 0:
                continue
            for voter in range(instance.voter_offsets[topic], instance.voter_offsets[topic + 1]):
                person = instance.voters[voter]
                if is_present(instance, person, slot, slot + 1):
                    first, second = two_highest(instance, state, person, slot)
                    state.top_weights[slot, person, 0], state.top_weights[slot, person, 1] = first, second
