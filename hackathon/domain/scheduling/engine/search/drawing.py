"""The changes that the search draws: which topics move, and where they go. All of it machine code."""

from hackathon.domain.scheduling.engine.compiled import woven
from hackathon.domain.scheduling.engine.search.moves import chance
from hackathon.domain.scheduling.engine.search.sheet import Layout, State


@woven
def draw(lay: Layout, state: State) -> int:
    """Draw a change, and return how many topics it moves; none where it cannot be.

    A topic goes to any place of its own. What lies there goes to where it was, in the same order: two
    short sessions can so change places with a long one.
    """
    topic = int(lay.movable[int(chance(state.random) * len(lay.movable))])
    many = lay.places[topic + 1] - lay.places[topic]
    goal = int(lay.cells[lay.places[topic] + int(chance(state.random) * many)])
    home = int(state.cell[topic])
    if goal == home:
        return 0 if lay.absence[topic] > 0 else note(state, 0, topic, -1)
    if home < 0:
        return oust(lay, state, topic, goal)
    apart = goal // lay.rooms - home // lay.rooms
    if goal % lay.rooms == home % lay.rooms and abs(apart) < lay.length[topic]:
        return slide(lay, state, topic, goal, apart)
    return swap(lay, state, home, goal, int(lay.length[topic]))


@woven
def note(state: State, many: int, topic: int, goal: int) -> int:
    """Write down one topic of a change after so many others."""
    state.topic[many], state.goal[many] = topic, goal
    return many + 1


@woven
def oust(lay: Layout, state: State, topic: int, goal: int) -> int:
    """Let a topic that has no place take one, from all that lies there."""
    many = note(state, 0, topic, goal)
    for later in range(lay.length[topic]):
        other = state.holder[goal + later * lay.rooms]
        if other >= 0 and other != state.topic[many - 1]:
            many = note(state, many, other, -1)
    return many


@woven
def slide(lay: Layout, state: State, topic: int, goal: int, apart: int) -> int:
    """Let a long session begin a little earlier or later; what it meets takes the slots that it leaves."""
    rooms, length = lay.rooms, lay.length[topic]
    many = note(state, 0, topic, goal)
    first = goal + (length - apart) * rooms if apart > 0 else goal
    by = -length if apart > 0 else length
    for later in range(abs(apart)):
        cell = first + later * rooms
        other = state.holder[cell]
        if other >= 0 and other != state.topic[many - 1]:
            last = state.start[other] + lay.length[other]
            if state.cell[other] != cell or last > cell // rooms - later + abs(apart):
                return 0
            many = note(state, many, other, cell + by * rooms)
    return many


@woven
def is_cut(lay: Layout, state: State, slot: int, room: int) -> bool:
    """Whether a session in this room runs on into this slot."""
    other = state.holder[slot * lay.rooms + room]
    return bool(other >= 0 and state.start[other] < slot)


@woven
def swap(lay: Layout, state: State, home: int, goal: int, width: int) -> int:
    """Exchange all that lies in two windows of time, made wider until they cut no session."""
    rooms = lay.rooms
    a, b, room, other_room = home // rooms, goal // rooms, home % rooms, goal % rooms
    begins, stops = lay.begins, lay.ends
    while is_cut(lay, state, a, room) or is_cut(lay, state, b, other_room):
        if a == begins[a] or b == begins[b]:
            return 0
        a, b, width = a - 1, b - 1, width + 1
    last, other_last = stops[a], stops[b]
    while True:
        end, other_end = a + width, b + width
        runs_on = end < last and is_cut(lay, state, end, room)
        if not (runs_on or (other_end < other_last and is_cut(lay, state, other_end, other_room))):
            break
        if end == last or other_end == other_last:
            return 0
        width += 1
    if room == other_room and abs(a - b) < width:
        return 0
    many, apart = 0, (b - a) * rooms + other_room - room
    for slot in range(width):
        cell = (a + slot) * rooms + room
        topic, other = state.holder[cell], state.holder[cell + apart]
        if topic >= 0 and state.cell[topic] == cell:
            many = note(state, many, topic, cell + apart)
        if other >= 0 and state.cell[other] == cell + apart:
            many = note(state, many, other, cell)
    return many
