"""What each person gets of each unit of time when sessions may be long. All of it machine code.

Of the short sessions in a slot the heaviest counts, and the second where that leaves: a change costs a
look at each voter of what moves. Who wants long sessions as well chooses those that do not overlap.
"""

from hackathon.domain.scheduling.engine.compiled import lean, woven
from hackathon.domain.scheduling.engine.search.sheet import Layout, State


@woven
def is_there(lay: Layout, person: int, start: int, end: int) -> bool:
    """Whether a person is there in all of these slots."""
    return bool(lay.gone[person, end] == lay.gone[person, start])


@lean
def two_best(lay: Layout, state: State, person: int, slot: int) -> tuple[int, int]:
    """Return the heaviest and the second heaviest of a person's short sessions in a slot."""
    first, second = 0, 0
    for vote in range(lay.vote_edge[person], lay.vote_edge[person + 1]):
        topic = lay.vote_topic[vote]
        if state.start[topic] == slot and lay.length[topic] == 1:
            worth = lay.vote_weight[vote]
            if worth > first:
                first, second = worth, first
            elif worth > second:
                second = worth
    return first, second


@woven
def shorts(lay: Layout, state: State, many: int, person: int, unit: int) -> None:
    """Note what the short sessions of each slot of a unit are worth to a person after a change."""
    now, left, begins, ends = state.now, state.most, lay.unit_begins[unit], lay.unit_begins[unit + 1]
    for slot in range(begins, ends):
        now[slot], left[slot] = state.heard[slot, person, 0], 0
    for at in range(many):
        topic = state.topic[at]
        slot, worth = state.before[at], lay.worth[topic, person]
        if worth > 0 and lay.length[topic] == 1 and slot != state.start[topic] and begins <= slot < ends:
            left[slot] += 1
            if left[slot] > 1:
                # The second heaviest may have left as well.
                now[slot] = two_best(lay, state, person, slot)[0]
            elif worth == now[slot]:
                now[slot] = state.heard[slot, person, 1]
    for at in range(many):
        topic = state.topic[at]
        slot, worth = state.start[topic], lay.worth[topic, person]
        if lay.length[topic] == 1 and slot != state.before[at] and begins <= slot < ends:
            now[slot] = max(now[slot], worth * is_there(lay, person, slot, slot + 1))


@woven
def honoured(lay: Layout, state: State, person: int, unit: int) -> int:
    """Return the heaviest set of a person's sessions in a unit that do not overlap.

    Of the short ones `now` holds the heaviest of each slot.
    """
    begins, ends, most = lay.unit_begins[unit], lay.unit_begins[unit + 1], state.most
    value, is_long = 0, False
    for slot in range(begins, ends):
        value += state.now[slot]
    for vote in range(lay.long_edge[person], lay.long_edge[person + 1]):
        is_long = is_long or begins <= state.start[lay.long_topic[vote]] < ends
    if not is_long:
        return int(value)
    # The most that can be had by the end of each slot.
    most[begins] = 0
    for slot in range(begins, ends):
        most[slot + 1] = most[slot] + state.now[slot]
        for vote in range(lay.long_edge[person], lay.long_edge[person + 1]):
            topic = lay.long_topic[vote]
            start = state.start[topic]
            is_ending = start >= begins and start + lay.length[topic] == slot + 1
            if is_ending and is_there(lay, person, start, slot + 1):
                most[slot + 1] = max(most[slot + 1], most[start] + lay.worth[topic, person])
    return int(most[ends])


@lean
def hear(lay: Layout, state: State, many: int) -> int:
    """Let each voter of what moved choose anew; return how much more is honoured, and note it as told."""
    gain, told = 0, 0
    state.look[0] += 1
    for at in range(many):
        topic = state.topic[at]
        before, start = state.before[at], state.start[topic]
        if before == start:
            continue
        for slot in (before, start):
            if slot < 0:
                continue
            unit = lay.unit_of[slot]
            for voter in range(lay.edge[topic], lay.edge[topic + 1]):
                person = lay.voters[voter]
                if state.seen[unit, person] != state.look[0]:
                    state.seen[unit, person] = state.look[0]
                    shorts(lay, state, many, person, unit)
                    value = honoured(lay, state, person, unit)
                    if value != state.value[unit, person]:
                        gain += (value - state.value[unit, person]) * lay.alike[person]
                        state.told[told, 0], state.told[told, 1] = unit, person
                        state.told[told, 2] = value
                        told += 1
    state.look[2] = told
    return int(gain)


@lean
def settle(lay: Layout, state: State, many: int) -> None:
    """Take what was told as it is now, after a change was made."""
    for at in range(state.look[2]):
        state.value[state.told[at, 0], state.told[at, 1]] = state.told[at, 2]
    for at in range(many):
        topic = state.topic[at]
        if lay.length[topic] > 1 or state.before[at] == state.start[topic]:
            continue
        for slot in (state.before[at], state.start[topic]):
            if slot < 0:
                continue
            for voter in range(lay.edge[topic], lay.edge[topic + 1]):
                person = lay.voters[voter]
                if is_there(lay, person, slot, slot + 1):
                    first, second = two_best(lay, state, person, slot)
                    state.heard[slot, person, 0], state.heard[slot, person, 1] = first, second
