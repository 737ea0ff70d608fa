"""Two slots exchange all that they hold: for a topic that must not go where its company is.

Which topics go well together is found early, and then no topic leaves its company alone, not even to
let in one that may begin in few slots only. Together they go easily, since most go as well with one
slot as with another.
"""

import numpy as np

from hackathon.domain.scheduling.engine.compiled import lean, woven
from hackathon.domain.scheduling.engine.search.fines import penalty
from hackathon.domain.scheduling.engine.search.layout import Layout, State
from hackathon.domain.scheduling.engine.search.moves import chance, change, free_room, move, put


@woven
def worth(state: State, slot: int, topic: int) -> int:
    """Return what a slot gains by a topic, less what rules that breaks; -1 is no slot."""
    return int(state.gain[slot, topic] - state.fine[slot, topic]) if slot >= 0 else 0


@woven
def company(lay: Layout, state: State, topic: int) -> int:
    """Return the slot that gains most by the topic, which may not go there; its own if none gains more."""
    best = int(state.slot[topic])
    for slot in range(lay.slots):
        if worth(state, slot, topic) > worth(state, best, topic):
            best = slot
    return best


@woven
def estimate(lay: Layout, state: State, one_slot: int, other_slot: int) -> int:
    """Return about how much dearer it gets if two slots exchange what may go.

    What must stay is then among the company of the other slot.
    """
    cost = 0
    for room in range(lay.rooms):
        here, there = one_slot * lay.rooms + room, other_slot * lay.rooms + room
        one, other = int(state.holder[here]), int(state.holder[there])
        if one >= 0 and not lay.ok[one, there]:
            cost += worth(state, one_slot, one) - worth(state, other_slot, one)
        if other >= 0 and not lay.ok[other, here]:
            cost += worth(state, other_slot, other) - worth(state, one_slot, other)
    return cost


@woven
def go(lay: Layout, state: State, topic: int, goal: int, other: int, other_goal: int) -> None:
    """Give two topics these places, and count what that adds."""
    rooms = lay.rooms
    slot, other_slot = goal // rooms, other_goal // rooms if other_goal >= 0 else -1
    fine = penalty(lay, state, topic, slot, other, other_slot)
    cost = change(lay, state, topic, goal, other, other_goal)
    move(lay, state, topic, goal, other, other_goal)
    state.sums[0] += cost
    state.sums[1] += fine


@lean
def exchange(lay: Layout, state: State, one_slot: int, other_slot: int) -> None:
    """Let two slots exchange what may go, room by room."""
    for room in range(lay.rooms):
        here, there = one_slot * lay.rooms + room, other_slot * lay.rooms + room
        one, other = int(state.holder[here]), int(state.holder[there])
        may_go = one >= 0 and lay.ok[one, there]
        may_come = other >= 0 and lay.ok[other, here]
        if may_go and may_come:
            go(lay, state, one, there, other, here)
        elif may_go and other < 0:
            go(lay, state, one, there, lay.topics, -1)
        elif may_come and one < 0:
            go(lay, state, other, here, lay.topics, -1)


@woven
def remember(lay: Layout, state: State, one_slot: int, other_slot: int) -> None:
    """Write down what two slots hold."""
    for room in range(lay.rooms):
        state.aside[room] = state.holder[one_slot * lay.rooms + room]
        state.aside[lay.rooms + room] = state.holder[other_slot * lay.rooms + room]


@lean
def recall(lay: Layout, state: State, one_slot: int, other_slot: int) -> None:
    """Let two slots hold again what was written down."""
    for slot in (one_slot, other_slot):
        for cell in range(slot * lay.rooms, (slot + 1) * lay.rooms):
            if state.holder[cell] >= 0:
                put(lay, state, state.holder[cell], -1)
    for room in range(lay.rooms):
        for at, slot in ((room, one_slot), (lay.rooms + room, other_slot)):
            if state.aside[at] >= 0:
                put(lay, state, state.aside[at], slot * lay.rooms + room)


@lean
def turn(lay: Layout, state: State, heat: float) -> None:
    """Draw a topic that is away from its company, and bring that to a slot where both may be.

    It stays so if it is no worse or the heat allows it.
    """
    topic = int(lay.movable[int(chance(state.random) * len(lay.movable))])
    home, cell, one = int(state.slot[topic]), int(state.cell[topic]), company(lay, state, topic)
    many = lay.places[topic + 1] - lay.places[topic]
    other = int(lay.cells[lay.places[topic] + int(chance(state.random) * many)]) // lay.rooms
    if one in (home, other):
        return
    most = -heat * np.log(1.0 - chance(state.random))
    hope = worth(state, one, topic) - worth(state, home, topic) if home != other else 0
    if estimate(lay, state, one, other) - hope > most:
        return
    cost, fine = state.sums[0], state.sums[1]
    remember(lay, state, one, other)
    exchange(lay, state, one, other)
    goal = free_room(lay, state, topic, other, -1)
    if goal >= 0:
        go(lay, state, topic, goal, lay.topics, -1)
    if state.sums[0] + state.sums[1] - cost - fine > most:
        if home not in (one, other):
            put(lay, state, topic, -1)
        recall(lay, state, one, other)
        put(lay, state, topic, cell)
        state.sums[0], state.sums[1] = cost, fine
