"""The gain table: what each topic adds, or would add, to the attended weight of each slot.

In a slot, a person attends the session with the highest weight among those that they want. With the two
highest weights known, the gain of every topic follows; only the rows of the voters of a moved topic change.
"""

from hackathon.planner.jit import inline_njit
from hackathon.planner.local_search.single_slot.instance import Instance
from hackathon.planner.local_search.single_slot.state import State


@inline_njit
def init_gains(instance: Instance, state: State, topic: int) -> None:
    """Set the gain of a topic in each slot, while the slots are empty."""
    for slot in range(instance.slot_count):
        gain = 0
        for voter in range(instance.voter_offsets[topic], instance.voter_offsets[topic + 1]):
            gain += instance.attendees[slot, instance.voters[voter]] * instance.voter_weights[voter]
        state.gain[slot, topic] = gain


@inline_njit
def update_person(
    instance: Instance, state: State, slot: int, moved: int, person: int, first: int, second: int
) -> None:
    """Set the two highest weights of a person in a slot that a topic has joined or left."""
    top_weights = state.top_weights[slot, person]
    old_first, old_second = top_weights[0], top_weights[1]
    top_weights[0], top_weights[1] = first, second
    attendees = instance.attendees[slot, person]
    if attendees == 0:
        return
    gain = state.gain[slot]
    for vote in range(instance.vote_offsets[person], instance.vote_offsets[person + 1]):
        topic, weight = instance.vote_topics[vote], instance.vote_weights[vote]
        if topic == moved:
            continue
        old_best, best = old_first, first
        if state.slot[topic] == slot:
            # The gain of a topic is counted against the slot without it.
            old_best = old_second if weight == old_first else old_first
            best = second if weight == first else first
        if old_best != best:
            gain[topic] += attendees * (max(weight - best, 0) - max(weight - old_best, 0))


@inline_njit
def add_to_slot(instance: Instance, state: State, slot: int, topic: int) -> None:
    """Update the gains of a slot that a topic joins."""
    top_weights = state.top_weights[slot]
    for voter in range(instance.voter_offsets[topic], instance.voter_offsets[topic + 1]):
        person, weight = instance.voters[voter], instance.voter_weights[voter]
        first, second = top_weights[person, 0], top_weights[person, 1]
        if weight > first:
            update_person(instance, state, slot, topic, person, weight, first)
        elif weight > second:
            update_person(instance, state, slot, topic, person, first, weight)


@inline_njit
def remove_from_slot(instance: Instance, state: State, slot: int, topic: int) -> None:
    """Update the gains of a slot that a topic has left; `state.slot` is already updated."""
    top_weights = state.top_weights[slot]
    for voter in range(instance.voter_offsets[topic], instance.voter_offsets[topic + 1]):
        person = instance.voters[voter]
        if instance.voter_weights[voter] < top_weights[person, 1]:
            continue
        first, second = 0, 0
        for vote in range(instance.vote_offsets[person], instance.vote_offsets[person + 1]):
            if state.slot[instance.vote_topics[vote]] == slot:
                weight = instance.vote_weights[vote]
                if weight > first:
                    second, first = first, weight
                elif weight > second:
                    second = weight
        update_person(instance, state, slot, topic, person, first, second)


@inline_njit
def extra_gain(instance: Instance, state: State, slot: int, joining: int, leaving: int, person: int) -> int:
    """Return how much more a weight adds for a person in a slot that another weight leaves."""
    first, second = state.top_weights[slot, person]
    if leaving < first or joining <= second:
        return 0
    return int(instance.attendees[slot, person] * (joining - second - max(joining - first, 0)))


@inline_njit
def swap_correction(instance: Instance, state: State, topic: int, slot: int, other: int, home: int) -> int:
    """Return what a swap of two topics gains beyond the gain of each alone.

    `other` leaves `slot`; `topic` comes from the slot `home`, or had no place (-1). Only people who want
    both topics matter.
    """
    correction = 0
    if not len(instance.common_voters):
        return swap_correction_unlisted(instance, state, topic, slot, other, home)
    low, high = min(topic, other), max(topic, other)
    start = instance.common_start[low, high]
    for position in range(start, start + instance.common_count[low, high]):
        person = instance.common_voters[position]
        weight, other_weight = instance.common_weights[position]
        if topic > other:
            weight, other_weight = other_weight, weight
        correction += extra_gain(instance, state, slot, weight, other_weight, person)
        if home >= 0:
            correction += extra_gain(instance, state, home, other_weight, weight, person)
    return correction


@inline_njit
def swap_correction_unlisted(
    instance: Instance, state: State, topic: int, slot: int, other: int, home: int
) -> int:
    """Return the same where common voters are not listed: by merging the two lists of voters."""
    correction, voter, other_voter = 0, instance.voter_offsets[topic], instance.voter_offsets[other]
    while voter < instance.voter_offsets[topic + 1] and other_voter < instance.voter_offsets[other + 1]:
        person = instance.voters[voter]
        if person < instance.voters[other_voter]:
            voter += 1
        elif person > instance.voters[other_voter]:
            other_voter += 1
        else:
            weight, other_weight = instance.voter_weights[voter], instance.voter_weights[other_voter]
            correction += extra_gain(instance, state, slot, weight, other_weight, person)
            if home >= 0:
                correction += extra_gain(instance, state, home, other_weight, weight, person)
            voter, other_voter = voter + 1, other_voter + 1
    return correction
