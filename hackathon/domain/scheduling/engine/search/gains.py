"""What each slot would honour more with each topic, kept up to date while topics come and go.

What a slot honours is, per person, the heaviest of its sessions. With the heaviest and the second
heaviest known, what a topic adds follows; the table of it changes only at the voters of what moved.
"""

import numpy as np

from hackathon.domain.scheduling.engine.compiled import compiled, woven
from hackathon.domain.scheduling.engine.search.layout import Ints, Layout, Small, State


@woven
def retell(lay: Layout, state: State, slot: int, mover: int, person: int, first: int, second: int) -> None:
    """Note the two heaviest worths that a person has in a slot, now that one topic came or went."""
    heard = state.heard[slot, person]
    was_first, was_second = heard[0], heard[1]
    heard[0], heard[1] = first, second
    heads = lay.heads[slot, person]
    if heads == 0:
        return
    gain = state.gain[slot]
    for vote in range(lay.vote_edge[person], lay.vote_edge[person + 1]):
        topic, weight = lay.vote_topic[vote], lay.vote_weight[vote]
        if topic == mover:
            continue
        was, now = was_first, first
        if state.slot[topic] == slot:
            # What the topic adds is counted against the slot without it.
            was = was_second if weight == was_first else was_first
            now = second if weight == first else first
        if was != now:
            gain[topic] += heads * (max(weight - now, 0) - max(weight - was, 0))


@woven
def enter(lay: Layout, state: State, slot: int, topic: int) -> None:
    """Note that a topic comes to a slot."""
    heard = state.heard[slot]
    for at in range(lay.edge[topic], lay.edge[topic + 1]):
        person, weight = lay.voters[at], lay.weight[at]
        first, second = heard[person, 0], heard[person, 1]
        if weight > first:
            retell(lay, state, slot, topic, person, weight, first)
        elif weight > second:
            retell(lay, state, slot, topic, person, first, weight)


@woven
def leave(lay: Layout, state: State, slot: int, topic: int) -> None:
    """Note that a topic has left a slot; `state.slot` shows this already."""
    heard = state.heard[slot]
    for at in range(lay.edge[topic], lay.edge[topic + 1]):
        person = lay.voters[at]
        if lay.weight[at] < heard[person, 1]:
            continue
        first, second = 0, 0
        for vote in range(lay.vote_edge[person], lay.vote_edge[person + 1]):
            if state.slot[lay.vote_topic[vote]] == slot:
                other = lay.vote_weight[vote]
                if other > first:
                    second, first = first, other
                elif other > second:
                    second = other
        retell(lay, state, slot, topic, person, first, second)


@woven
def freed(lay: Layout, state: State, slot: int, stays: int, leaves: int, person: int) -> int:
    """Return what one person adds to the gain of a weight in a slot that a weight there leaves."""
    first, second = state.heard[slot, person]
    if leaves < first or stays <= second:
        return 0
    return int(lay.heads[slot, person] * (stays - second - max(stays - first, 0)))


@woven
def crossed(lay: Layout, state: State, topic: int, slot: int, other: int, home: int) -> int:
    """Return what two topics gain by changing slots at once, beside what each gains alone.

    `other` leaves `slot`, where `topic` comes from `home` (-1: it has no place yet).
    """
    gain = 0
    if not len(lay.shared):
        return crossed_unlisted(lay, state, topic, slot, other, home)
    low, high = min(topic, other), max(topic, other)
    first = lay.pair[low, high]
    for at in range(first, first + lay.pairs[low, high]):
        person = lay.shared[at]
        mine, theirs = lay.shared_weights[at]
        if topic > other:
            mine, theirs = theirs, mine
        gain += freed(lay, state, slot, mine, theirs, person)
        if home >= 0:
            gain += freed(lay, state, home, theirs, mine, person)
    return gain


@woven
def crossed_unlisted(lay: Layout, state: State, topic: int, slot: int, other: int, home: int) -> int:
    """Return the same where the shared voters were not written down."""
    gain, at, there = 0, lay.edge[topic], lay.edge[other]
    while at < lay.edge[topic + 1] and there < lay.edge[other + 1]:
        person = lay.voters[at]
        if person < lay.voters[there]:
            at += 1
        elif person > lay.voters[there]:
            there += 1
        else:
            mine, theirs = lay.weight[at], lay.weight[there]
            gain += freed(lay, state, slot, mine, theirs, person)
            if home >= 0:
                gain += freed(lay, state, home, theirs, mine, person)
            at, there = at + 1, there + 1
    return gain


@compiled
def count_shared(topics: int, vote_edge: Ints, vote_topic: Small) -> Small:
    """Return how many people want each two topics, the smaller number first."""
    many = np.zeros((topics, topics), np.int32)
    for person in range(len(vote_edge) - 1):
        for at in range(vote_edge[person], vote_edge[person + 1]):
            for later in range(at + 1, vote_edge[person + 1]):
                many[vote_topic[at], vote_topic[later]] += 1
    return many


@compiled
def list_shared(
    pair: Ints, total: int, vote_edge: Ints, vote_topic: Small, vote_weight: Small
) -> tuple[Small, Small]:
    """Write down who wants each two topics, and how much, from the places that `pair` gives them."""
    shared, weights, next_at = np.zeros(total, np.int32), np.zeros((total, 2), np.int32), pair.copy()
    for person in range(len(vote_edge) - 1):
        for at in range(vote_edge[person], vote_edge[person + 1]):
            for later in range(at + 1, vote_edge[person + 1]):
                place = next_at[vote_topic[at], vote_topic[later]]
                next_at[vote_topic[at], vote_topic[later]] += 1
                shared[place] = person
                weights[place, 0], weights[place, 1] = vote_weight[at], vote_weight[later]
    return shared, weights


@woven
def begin(lay: Layout, state: State, topic: int) -> None:
    """Note what a topic adds to each slot as long as that is empty."""
    for slot in range(lay.slots):
        gain = 0
        for at in range(lay.edge[topic], lay.edge[topic + 1]):
            gain += lay.heads[slot, lay.voters[at]] * lay.weight[at]
        state.gain[slot, topic] = gain
