"""What a step of the search asks and does: draw a number, weigh two places, give two topics theirs."""

import numpy as np
from numpy.typing import NDArray

from hackathon.domain.scheduling.engine.compiled import woven
from hackathon.domain.scheduling.engine.search import fines
from hackathon.domain.scheduling.engine.search.gains import crossed, enter, leave
from hackathon.domain.scheduling.engine.search.layout import Layout, State


@woven
def chance(random: NDArray[np.uint64]) -> float:
    """Draw a number from 0 to 1 (xorshift64*)."""
    x = random[0]
    x ^= x >> np.uint64(12)
    x ^= x << np.uint64(25)
    x ^= x >> np.uint64(27)
    random[0] = x
    return float((x * np.uint64(2685821657736338717)) >> np.uint64(11)) * (1.0 / 9007199254740992.0)


@woven
def change(lay: Layout, state: State, topic: int, goal: int, other: int, other_goal: int) -> int:
    """Return how much more an agenda costs, penalties apart, when two topics go to these places.

    Each goes to the slot of the other, or to no place, or stays in its slot.
    """
    rooms, cost = lay.rooms, 0
    home, other_home = state.cell[topic], state.cell[other]
    if home >= 0:
        cost -= lay.short[topic, home % rooms]
    if goal >= 0:
        cost += lay.short[topic, goal % rooms]
    if other_home >= 0:
        cost -= lay.short[other, other_home % rooms]
    if other_goal >= 0:
        cost += lay.short[other, other_goal % rooms]
    home_slot, slot = state.slot[topic], goal // rooms if goal >= 0 else -1
    if home_slot == slot:
        return cost
    if home >= 0:
        cost += state.gain[home_slot, topic] - lay.raised[topic]
    if goal >= 0:
        cost -= state.gain[slot, topic] - lay.raised[topic]
    if other_home >= 0:
        cost += state.gain[slot, other] - lay.raised[other]
        if other_goal >= 0:
            cost -= state.gain[home_slot, other] - lay.raised[other]
        cost -= crossed(lay, state, topic, slot, other, home_slot)
    return cost


@woven
def free_room(lay: Layout, state: State, topic: int, slot: int, emptied: int) -> int:
    """Return the cheapest place in a slot that the topic may have: a free one, or the emptied one."""
    best, best_short = -1, np.int64(0)
    for room in range(lay.rooms):
        cell = slot * lay.rooms + room
        if lay.ok[topic, cell] and (state.holder[cell] < 0 or cell == emptied):
            short = lay.short[topic, room]
            if best < 0 or short < best_short:
                best, best_short = cell, short
    return best


@woven
def put(lay: Layout, state: State, topic: int, goal: int) -> None:
    """Bring a topic to its place, which is free; -1 is none."""
    was, home = state.slot[topic], state.cell[topic]
    slot = goal // lay.rooms if goal >= 0 else -1
    if home >= 0:
        state.holder[home] = -1
    if goal >= 0:
        state.holder[goal] = topic
    state.cell[topic] = goal
    if slot == was:
        return
    if was >= 0:
        state.slot[topic] = -1
        leave(lay, state, was, topic)
        fines.settle(lay, state, was, topic, -1)
    if slot >= 0:
        enter(lay, state, slot, topic)
        state.slot[topic] = slot
        fines.settle(lay, state, slot, topic, 1)


@woven
def move(lay: Layout, state: State, topic: int, goal: int, other: int, other_goal: int) -> None:
    """Give two topics these places."""
    rooms = lay.rooms
    if other < lay.topics and goal // rooms == state.slot[topic]:
        # In one slot they change rooms, and nobody hears of it.
        state.cell[other], state.holder[other_goal] = other_goal, other
        state.cell[topic], state.holder[goal] = goal, topic
        return
    if other < lay.topics:
        put(lay, state, other, -1)
    put(lay, state, topic, goal)
    if other < lay.topics:
        put(lay, state, other, other_goal)
