"""Annealing of sessions of one slot, as machine code: one exchange or shift at a time, counted exactly.

Clashes of contacts, an order that is not kept and a topic without a place are allowed at a price on
the way, and counted apart: only what is free of them is an agenda.
"""

import numpy as np

from hackathon.domain.scheduling.engine.compiled import lean, woven
from hackathon.domain.scheduling.engine.search import gains
from hackathon.domain.scheduling.engine.search.fines import penalty
from hackathon.domain.scheduling.engine.search.layout import Ints, Layout, State
from hackathon.domain.scheduling.engine.search.moves import chance, change, free_room, move
from hackathon.domain.scheduling.engine.search.turns import turn

# An exchange of slots is drawn once in so many steps.
TURN = 16


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
    for at in range(steps):
        step(lay, state, heat)
        if at % TURN == 0:
            turn(lay, state, heat)
        if state.sums[1] == 0 and state.sums[0] < state.sums[2]:
            keep(lay, state)
