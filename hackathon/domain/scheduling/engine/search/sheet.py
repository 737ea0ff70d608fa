"""Sessions of any length on paper: what lies where, and what of it breaks a rule. All of it machine code."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from hackathon.domain.scheduling.engine.compiled import woven
from hackathon.domain.scheduling.engine.search.layout import Ints, Small

# What was never published is free, and what was where nothing can be is always elsewhere.
FREE, GONE = -1, -2


class Layout(NamedTuple):
    """What never changes; the first part is as in `layout`, the place of a session its first one.

    `worth[t, p]` is what topic t honours, and person p wants the long ones
    `long_topic[long_edge[p]:long_edge[p + 1]]`.
    A unit is a stretch of slots that no session leaves: `begins` and `ends` bound that of each slot.
    `gone[p, s]` counts the slots before s in which a person is away; `alike` is how many they are. `was`
    is the published place of a topic, and `follower[follow_edge[t]:follow_edge[t + 1]]` who it matters to.
    `host[host_edge[t]:...]` run topic t and others, which are `runs[run_edge[p]:...]`. Two slots are
    `close` where the pause between them is too short to change rooms, and one `follows` the one before it
    without a pause.
    """

    topics: int
    rooms: int
    movable: Ints
    edge: Ints
    voters: Small
    vote_edge: Ints
    vote_topic: Small
    vote_weight: Small
    places: Ints
    cells: Small
    ok: NDArray[np.bool_]
    short: Ints
    raised: Ints
    absence: Ints
    clash: NDArray[np.int32]
    has_clash: NDArray[np.bool_]
    order_price: int
    length: Ints
    worth: Small
    long_edge: Ints
    long_topic: Ints
    unit_of: Ints
    unit_begins: Ints
    begins: Ints
    ends: Ints
    gone: Ints
    alike: Ints
    was: Ints
    follow_edge: Ints
    follower: Ints
    change: int
    host_edge: Ints
    host: Ints
    run_edge: Ints
    runs: Ints
    close: NDArray[np.bool_]
    follows: NDArray[np.bool_]
    most_in_a_row: int
    tired_price: int
    order_edge: Ints
    order_other: Small
    is_later: NDArray[np.bool_]


class State(NamedTuple):
    """An agenda in the making: `cell` and `start` of each topic or -1, and who lies where.

    `heard` are the two heaviest worths of short sessions per slot and person, `value` what a person gets
    of a unit, `moved` how many of their topics lie elsewhere than
    published, `tired` the price of what a contact's pauses lack. `sums` holds cost and penalty, then
    the least cost without penalty; `best` is the agenda that has it. The rest is scratch paper: the
    topics that a change moves, their homes and goals, and who was looked at already.
    """

    cell: Ints
    start: Ints
    holder: Ints
    heard: Small
    value: Ints
    moved: Ints
    tired: Ints
    sums: Ints
    best: Ints
    random: NDArray[np.uint64]
    topic: Ints
    home: Ints
    before: Ints
    goal: Ints
    seen: Ints
    told: Ints
    look: Ints
    now: Ints
    most: Ints
    row: Ints


@woven
def lift(lay: Layout, state: State, topic: int) -> None:
    """Take a topic from its place, if it has one."""
    cell, rooms = state.cell[topic], lay.rooms
    if cell >= 0:
        for later in range(lay.length[topic]):
            state.holder[cell + later * rooms] = -1
        state.cell[topic] = state.start[topic] = -1


@woven
def put(lay: Layout, state: State, topic: int, cell: int) -> None:
    """Give a topic that has none a place, which is free."""
    rooms = lay.rooms
    for later in range(lay.length[topic]):
        state.holder[cell + later * rooms] = topic
    state.cell[topic], state.start[topic] = cell, cell // rooms


@woven
def is_free(lay: Layout, state: State, topic: int, cell: int) -> bool:
    """Whether the topic may have the place, and nothing lies there."""
    if not lay.ok[topic, cell]:
        return False
    for later in range(lay.length[topic]):  # noqa: SIM110 -- no generators in machine code
        if state.holder[cell + later * lay.rooms] >= 0:
            return False
    return True


@woven
def free_room(lay: Layout, state: State, topic: int, cell: int) -> int:
    """Return the place if the topic may have it, else the cheapest free one at that time, or -1."""
    if is_free(lay, state, topic, cell):
        return cell
    rooms, best = lay.rooms, -1
    first = cell // rooms * rooms
    short = lay.short[topic]
    for room in range(rooms):
        if is_free(lay, state, topic, first + room) and (best < 0 or short[room] < short[best]):
            best = room
    return first + best if best >= 0 else -1


@woven
def broken(lay: Layout, state: State, topic: int) -> int:
    """Return the price of what a topic breaks where it lies: beside what runs then, and in the order."""
    price = 0
    start = state.start[topic]
    if start < 0:
        return int(lay.absence[topic])
    stop = start + lay.length[topic]
    if lay.has_clash[topic]:
        clash = lay.clash[topic]
        for cell in range(start * lay.rooms, stop * lay.rooms):
            other = state.holder[cell]
            if other >= 0 and other != topic:
                price += clash[other]
    for at in range(lay.order_edge[topic], lay.order_edge[topic + 1]):
        other = lay.order_other[at]
        there = state.start[other]
        if there >= 0:
            is_early = there + lay.length[other] > start if lay.is_later[at] else stop > there
            price += lay.order_price * is_early
    return int(price)


@woven
def tiredness(lay: Layout, state: State, person: int) -> int:
    """Return the price of a contact's sessions in a row beyond the most, and of rooms changed in haste."""
    row, many = state.row, 0
    for at in range(lay.run_edge[person], lay.run_edge[person + 1]):
        topic = lay.runs[at]
        start = state.start[topic]
        if start < 0:
            continue
        place = many
        while place > 0 and state.start[row[place - 1]] > start:
            row[place] = row[place - 1]
            place -= 1
        row[place] = topic
        many += 1
    price, in_a_row, rooms = 0, 1, lay.rooms
    for place in range(1, many):
        before, topic = row[place - 1], row[place]
        start, stop = state.start[topic], state.start[before] + lay.length[before]
        price += state.cell[before] % rooms != state.cell[topic] % rooms and lay.close[stop - 1, start]
        in_a_row = in_a_row + 1 if start == stop and lay.follows[start] else 1
        price += lay.most_in_a_row > 0 and in_a_row > lay.most_in_a_row
    return int(price * lay.tired_price)


@woven
def is_elsewhere(lay: Layout, topic: int, cell: int) -> bool:
    """Whether a topic that was published would not be there."""
    return bool(lay.was[topic] != FREE and lay.was[topic] != cell)


@woven
def affect(lay: Layout, state: State, topic: int, by: int) -> int:
    """Note that a published topic has gone elsewhere (1) or come back (-1); return what that costs."""
    people = 0
    for at in range(lay.follow_edge[topic], lay.follow_edge[topic + 1]):
        person = lay.follower[at]
        state.moved[person] += by
        if state.moved[person] == max(by, 0):
            people += by * lay.alike[person]
    return int(people * lay.change)
