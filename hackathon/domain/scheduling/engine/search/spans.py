"""Annealing of everything else, as machine code: long sessions, pauses of contacts, a revision to stay near.

A change moves as many sessions as it must. It is first made on paper, which tells what it breaks. Then
each voter of what moved chooses anew, in the units of time that it touches, the heaviest of their
sessions that do not overlap. Broken rules have a price on the way, as in `kernel`.
"""

import numpy as np

from hackathon.domain.scheduling.engine.compiled import lean, woven
from hackathon.domain.scheduling.engine.search.drawing import draw, note
from hackathon.domain.scheduling.engine.search.hearing import hear, settle
from hackathon.domain.scheduling.engine.search.layout import Ints
from hackathon.domain.scheduling.engine.search.moves import chance
from hackathon.domain.scheduling.engine.search.sheet import (
    Layout,
    State,
    affect,
    broken,
    free_room,
    is_elsewhere,
    lift,
    put,
    tiredness,
)


@woven
def go(lay: Layout, state: State, many: int) -> int:
    """Make a change on paper and return how much dearer the broken rules become; none where it cannot be.

    What may not be where it should go takes another room, where one is free.
    """
    price = 0
    for at in range(many):
        topic = state.topic[at]
        state.home[at], state.before[at] = state.cell[topic], state.start[topic]
        price -= broken(lay, state, topic)
        lift(lay, state, topic)
        price += broken(lay, state, topic)
    for is_loose in (False, True):
        for at in range(many):
            topic, goal = state.topic[at], state.goal[at]
            if goal < 0 or lay.ok[topic, goal] == is_loose:
                continue
            place = free_room(lay, state, topic, goal)
            if place < 0:
                state.look[1] = 0
                return 0
            price -= broken(lay, state, topic)
            put(lay, state, topic, place)
            price += broken(lay, state, topic)
    state.look[1] = 1
    return int(price)


@woven
def back(lay: Layout, state: State, many: int) -> None:
    """Undo what was done on paper."""
    for at in range(many):
        lift(lay, state, state.topic[at])
    for at in range(many):
        if state.home[at] >= 0:
            put(lay, state, state.topic[at], state.home[at])


@woven
def haste(lay: Layout, state: State, many: int, keep: bool) -> int:
    """Return how much less pause the contacts of what moved have now."""
    price = 0
    state.look[0] += 1
    for at in range(many):
        topic = state.topic[at]
        for held in range(lay.host_edge[topic], lay.host_edge[topic + 1]):
            person = lay.host[held]
            if state.seen[0, person] != state.look[0]:
                state.seen[0, person] = state.look[0]
                now = tiredness(lay, state, person)
                price += now - state.tired[person]
                if keep:
                    state.tired[person] = now
    return int(price)


@woven
def torn(lay: Layout, state: State, many: int, back: bool) -> int:
    """Note who is affected by a change; return what that costs more. `back` takes it back again."""
    cost = 0
    for at in range(many):
        topic = state.topic[at]
        then = is_elsewhere(lay, topic, state.home[at])
        now = is_elsewhere(lay, topic, state.cell[topic])
        if now != then:
            cost += affect(lay, state, topic, 1 if now != back else -1)
    return int(cost)


@woven
def places(lay: Layout, state: State, many: int) -> int:
    """Return how many more seats are short, as a cost, and what those who run a session were raised by."""
    cost = 0
    for at in range(many):
        topic = state.topic[at]
        for cell, sign in ((state.home[at], -1), (state.cell[topic], 1)):
            if cell >= 0:
                cost += sign * (lay.short[topic, cell % lay.rooms] + lay.raised[topic])
    return int(cost)


@lean
def weigh(lay: Layout, state: State, many: int, most: float) -> bool:
    """Make a change if it costs no more than this; whether it did."""
    fine = go(lay, state, many)
    if state.look[1] and fine <= most:
        fine += haste(lay, state, many, False)
    if not state.look[1] or fine > most:
        back(lay, state, many)
        return False
    cost = places(lay, state, many) + torn(lay, state, many, False) - hear(lay, state, many)
    if cost + fine > most:
        torn(lay, state, many, True)
        back(lay, state, many)
        return False
    haste(lay, state, many, True)
    settle(lay, state, many)
    state.sums[0] += cost
    state.sums[1] += fine
    return True


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
        if goals[topic] >= 0:
            weigh(lay, state, note(state, 0, topic, goals[topic]), np.inf)
    keep(lay, state)


@lean
def run(lay: Layout, state: State, steps: int, heat: float) -> None:
    """Take so many steps, keeping the cheapest agenda on the way."""
    for _ in range(steps):
        many = draw(lay, state)
        most = -heat * np.log(1.0 - chance(state.random))
        is_made = many > 0 and weigh(lay, state, many, most)
        if is_made and state.sums[1] == 0 and state.sums[0] < state.sums[2]:
            keep(lay, state)
