"""Annealing of sessions of one slot, as machine code: one exchange or shift at a time, counted exactly.

Clashes of contacts, an order that is not kept and a topic without a place are allowed at a price on
the way, and counted apart: only what is free of them is an agenda.
"""

import numpy as np
from numpy.typing import NDArray

from hackathon.domain.scheduling.engine import fines, gains
from hackathon.domain.scheduling.engine.compiled import lean, woven
from hackathon.domain.scheduling.engine.fines import penalty
from hackathon.domain.scheduling.engine.gains import crossed, enter, leave
from hackathon.domain.scheduling.engine.layout import Ints, Layout, State


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


@woven
def step(lay: Layout, state: State, heat: float) -> None:
    """Draw a topic and a place, and go there if that is no worse or the heat allows it."""
    topic = int(lay.movable[int(chance(state.random) * len(lay.movable))])
    many = lay.places[topic + 1] - lay.places[topic]
    goal = int(lay.cells[lay.places[topic] + int(chance(state.random) * many)])
    home = int(state.cell[topic])
    if goal == home:
        if lay.absence[topic] > 0:
            return
        goal = -1
    rooms, other, other_goal = lay.rooms, lay.topics, -1
    if goal >= 0 and state.holder[goal] >= 0:
        other, other_goal = int(state.holder[goal]), home
        if home >= 0 and not lay.ok[other, home]:
            other_goal = free_room(lay, state, other, home // rooms, home)
            if other_goal < 0 or home // rooms == goal // rooms:
                return
    most = -heat * np.log(1.0 - chance(state.random))
    fine = penalty(
        lay,
        state,
        topic,
        goal // rooms if goal >= 0 else -1,
        other,
        other_goal // rooms if other_goal >= 0 else -1,
    )
    if fine > most:
        return
    cost = change(lay, state, topic, goal, other, other_goal)
    if cost + fine > most:
        return
    move(lay, state, topic, goal, other, other_goal)
    state.sums[0] += cost
    state.sums[1] += fine


@woven
def keep(lay: Layout, state: State) -> None:
    """Keep the agenda as it is as the best, or as the first."""
    for topic in range(lay.topics):
        state.best[topic] = state.cell[topic]
    if state.sums[1] == 0:
        state.sums[2] = state.sums[0]


@lean
def load(lay: Layout, state: State, goals: Ints) -> None:
    """Give each topic its place, on a state in which none has one, and begin to keep the best."""
    for topic in range(lay.topics):
        gains.begin(lay, state, topic)
    for topic in range(lay.topics):
        if goals[topic] >= 0:
            state.sums[1] += penalty(lay, state, topic, goals[topic] // lay.rooms, lay.topics, -1)
            state.sums[0] += change(lay, state, topic, goals[topic], lay.topics, -1)
            move(lay, state, topic, goals[topic], lay.topics, -1)
    keep(lay, state)


@lean
def run(lay: Layout, state: State, steps: int, heat: float) -> None:
    """Take so many steps, keeping the cheapest agenda on the way."""
    for _ in range(steps):
        step(lay, state, heat)
        if state.sums[1] == 0 and state.sums[0] < state.sums[2]:
            keep(lay, state)
