"""Annealing of sessions of one slot, as machine code: one exchange or shift at a time, counted exactly.

What a slot honours is, per person, the heaviest of its sessions. With the heaviest and the second
heaviest known, a change costs a look at each voter of the topics that it moves. Clashes of contacts,
an order that is not kept and a topic without a place are allowed at a price on the way, and counted
apart: only what is free of them is an agenda.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from hackathon.domain.scheduling.engine.compiled import compiled

Ints = NDArray[np.int64]
Small = NDArray[np.int32]


class Layout(NamedTuple):
    """What never changes. Costs are multiplied already; topic number `topics` is nobody's, and empty.

    `voters[edge[t]:edge[t + 1]]` want topic t, each for `weight`; `votes` is the same by person.
    `cells[places[t]:places[t + 1]]` are the places that t may have, place = slot * rooms + room.
    """

    topics: int
    slots: int
    rooms: int
    movable: Ints
    edge: Ints
    voters: Small
    weight: Small
    vote_edge: Ints
    vote_topic: Small
    vote_weight: Small
    worth: NDArray[np.int32]
    heads: NDArray[np.int32]
    places: Ints
    cells: Small
    ok: NDArray[np.bool_]
    short: Ints
    raised: Ints
    absence: Ints
    clash: NDArray[np.int32]
    has_clash: NDArray[np.bool_]
    order: NDArray[np.int32]
    ordered: NDArray[np.bool_]
    order_price: int


class State(NamedTuple):
    """An agenda in the making: `cell` of each topic or -1, and who lies where.

    `first` and `second` are the heaviest worths per slot and person. `sums` holds cost and
    penalty, then the least cost without penalty; `best` is the agenda that has it.
    """

    cell: Ints
    holder: Ints
    heard: NDArray[np.int32]
    sums: Ints
    best: Ints
    random: NDArray[np.uint64]


@compiled
def chance(random: NDArray[np.uint64]) -> float:
    """Draw a number from 0 to 1 (xorshift64*)."""
    x = random[0]
    x ^= x >> np.uint64(12)
    x ^= x << np.uint64(25)
    x ^= x >> np.uint64(27)
    random[0] = x
    return float((x * np.uint64(2685821657736338717)) >> np.uint64(11)) * (1.0 / 9007199254740992.0)


@compiled
def exchange(lay: Layout, state: State, slot: int, leaves: int, enters: int) -> int:
    """Return what a slot honours more when one topic leaves it and another enters."""
    gain = 0
    heard, worth, heads = state.heard[slot], lay.worth, lay.heads[slot]
    for at in range(lay.edge[leaves], lay.edge[leaves + 1]):
        person = lay.voters[at]
        first = heard[person, 0]
        rest = heard[person, 1] if lay.weight[at] == first else first
        there = worth[enters, person]
        gain += heads[person] * (max(rest, there) - first)
    for at in range(lay.edge[enters], lay.edge[enters + 1]):
        person = lay.voters[at]
        more = lay.weight[at] - heard[person, 0]
        if more > 0 and worth[leaves, person] == 0:
            gain += heads[person] * more
    return gain


@compiled
def enter(lay: Layout, state: State, slot: int, topic: int) -> None:
    """Note that a topic has come to a slot."""
    heard = state.heard[slot]
    for at in range(lay.edge[topic], lay.edge[topic + 1]):
        person, weight = lay.voters[at], lay.weight[at]
        if weight > heard[person, 0]:
            heard[person, 1] = heard[person, 0]
            heard[person, 0] = weight
        elif weight > heard[person, 1]:
            heard[person, 1] = weight


@compiled
def leave(lay: Layout, state: State, slot: int, topic: int) -> None:
    """Note that a topic has left a slot; `cell` shows this already."""
    heard = state.heard[slot]
    for at in range(lay.edge[topic], lay.edge[topic + 1]):
        person = lay.voters[at]
        if lay.weight[at] < heard[person, 1]:
            continue
        first, second = np.int32(0), np.int32(0)
        for vote in range(lay.vote_edge[person], lay.vote_edge[person + 1]):
            cell = state.cell[lay.vote_topic[vote]]
            if cell >= 0 and cell // lay.rooms == slot:
                other = lay.vote_weight[vote]
                if other > first:
                    second, first = first, other
                elif other > second:
                    second = other
        heard[person, 0], heard[person, 1] = first, second


@compiled
def clashes(lay: Layout, state: State, slot: int, topic: int, without: int) -> int:
    """Return the price of all that must not run beside the topic in this slot."""
    price = 0
    if lay.has_clash[topic]:
        clash = lay.clash[topic]
        for cell in range(slot * lay.rooms, (slot + 1) * lay.rooms):
            other = state.holder[cell]
            if other not in (-1, without):
                price += clash[other]
    return price


@compiled
def disorder(lay: Layout, state: State, topic: int, slot: int, other: int, other_slot: int) -> int:
    """Return the price of the order that two topics in these slots break; -1 is no slot."""
    price = 0
    for pair in range(lay.order.shape[0]):
        a, b = lay.order[pair, 0], lay.order[pair, 1]
        if topic not in (a, b) and other not in (a, b):
            continue
        early = slot if a == topic else other_slot if a == other else -2
        late = slot if b == topic else other_slot if b == other else -2
        if early == -2:
            early = state.cell[a] // lay.rooms if state.cell[a] >= 0 else -1
        if late == -2:
            late = state.cell[b] // lay.rooms if state.cell[b] >= 0 else -1
        if early >= 0 and 0 <= late <= early:
            price += lay.order_price
    return price


@compiled
def penalty(lay: Layout, state: State, topic: int, goal: int, other: int, other_goal: int) -> int:
    """Return how much dearer the broken rules become when two topics go to these places."""
    rooms, price = lay.rooms, 0
    home, other_home = state.cell[topic], state.cell[other] if other < lay.topics else -1
    slot = goal // rooms if goal >= 0 else -1
    home_slot = home // rooms if home >= 0 else -1
    other_slot = other_goal // rooms if other_goal >= 0 else -1
    other_home_slot = other_home // rooms if other_home >= 0 else -1
    if slot != home_slot:
        if slot >= 0:
            price += clashes(lay, state, slot, topic, other)
        if home >= 0:
            price -= clashes(lay, state, home_slot, topic, topic)
    if other < lay.topics and other_slot != other_home_slot:
        if other_slot >= 0:
            price += clashes(lay, state, other_slot, other, topic)
        if other_home >= 0:
            price -= clashes(lay, state, other_home_slot, other, other)
    if lay.ordered[topic] or lay.ordered[other]:
        price += disorder(lay, state, topic, slot, other, other_slot)
        price -= disorder(lay, state, topic, home_slot, other, other_home_slot)
    price += lay.absence[topic] * ((goal < 0) - (home < 0))
    price += lay.absence[other] * ((other_goal < 0) - (other_home < 0))
    return int(price)


@compiled
def change(lay: Layout, state: State, topic: int, goal: int, other: int, other_goal: int) -> int:
    """Return how much more an agenda costs, penalties apart, when two topics go to these places.

    Each goes to the slot of the other, or to no place, or stays in its slot.
    """
    rooms, cost = lay.rooms, 0
    home, other_home = state.cell[topic], state.cell[other] if other < lay.topics else -1
    if home >= 0:
        cost -= lay.short[topic, home % rooms] + lay.raised[topic]
    if goal >= 0:
        cost += lay.short[topic, goal % rooms] + lay.raised[topic]
    if other_home >= 0:
        cost -= lay.short[other, other_home % rooms] + lay.raised[other]
    if other_goal >= 0:
        cost += lay.short[other, other_goal % rooms] + lay.raised[other]
    if home >= 0 and goal >= 0 and home // rooms == goal // rooms:
        return cost
    nobody = lay.topics
    if home >= 0:
        cost -= exchange(lay, state, home // rooms, topic, other if other_goal >= 0 else nobody)
    if goal >= 0:
        cost -= exchange(lay, state, goal // rooms, other if other_home >= 0 else nobody, topic)
    return cost


@compiled
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


@compiled
def move(lay: Layout, state: State, topic: int, goal: int, other: int, other_goal: int) -> None:
    """Give two topics these places."""
    rooms, home = lay.rooms, state.cell[topic]
    other_home = state.cell[other] if other < lay.topics else -1
    is_here = home >= 0 and goal >= 0 and home // rooms == goal // rooms
    for each, place in ((topic, home), (other, other_home)):
        if place >= 0:
            state.holder[place] = -1
            state.cell[each] = -1
            if not is_here:
                leave(lay, state, place // rooms, each)
    for each, place in ((topic, goal), (other, other_goal)):
        if place >= 0:
            state.holder[place] = each
            state.cell[each] = place
            if not is_here:
                enter(lay, state, place // rooms, each)


@compiled
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
    other, other_goal = lay.topics, -1
    if goal >= 0 and state.holder[goal] >= 0:
        other, other_goal = int(state.holder[goal]), home
        if home >= 0 and not lay.ok[other, home]:
            other_goal = free_room(lay, state, other, home // lay.rooms, home)
            if other_goal < 0 or home // lay.rooms == goal // lay.rooms:
                return
    most = -heat * np.log(1.0 - chance(state.random))
    fine = penalty(lay, state, topic, goal, other, other_goal)
    if fine > most:
        return
    cost = change(lay, state, topic, goal, other, other_goal)
    if cost + fine > most:
        return
    move(lay, state, topic, goal, other, other_goal)
    state.sums[0] += cost
    state.sums[1] += fine


@compiled
def load(lay: Layout, state: State, goals: Ints) -> None:
    """Give each topic its place, on a state in which none has one, and begin to keep the best."""
    for topic in range(lay.topics):
        if goals[topic] >= 0:
            state.sums[1] += penalty(lay, state, topic, goals[topic], lay.topics, -1)
            state.sums[0] += change(lay, state, topic, goals[topic], lay.topics, -1)
            move(lay, state, topic, goals[topic], lay.topics, -1)
    state.best[:] = state.cell
    if state.sums[1] == 0:
        state.sums[2] = state.sums[0]


@compiled
def run(lay: Layout, state: State, steps: int, heat: float) -> None:
    """Take so many steps, keeping the cheapest agenda on the way."""
    for _ in range(steps):
        step(lay, state, heat)
        if state.sums[1] == 0 and state.sums[0] < state.sums[2]:
            state.sums[2] = state.sums[0]
            state.best[:] = state.cell
