"""Penalties for rules that an agenda may break on the way: clashes, order, breaks, topics without a place."""

from hackathon.planner.jit import inline_njit
from hackathon.planner.local_search.multi_slot.instance import Instance
from hackathon.planner.local_search.multi_slot.state import State


@inline_njit
def topic_penalty(instance: Instance, state: State, topic: int) -> int:
    """Return the penalty for rules that a topic breaks in its place: clashes, order, or having no place."""
    penalty = 0
    start = state.start[topic]
    if start < 0:
        return int(instance.unplaced_penalty[topic])
    end = start + instance.length[topic]
    if instance.has_clash[topic]:
        clash_penalty = instance.clash_penalty[topic]
        for place in range(start * instance.room_count, end * instance.room_count):
            other = state.occupant[place]
            if other >= 0 and other != topic:
                penalty += clash_penalty[other]
    for position in range(instance.order_offsets[topic], instance.order_offsets[topic + 1]):
        other = instance.order_topics[position]
        other_start = state.start[other]
        if other_start >= 0:
            other_end = other_start + instance.length[other]
            is_violated = other_end > start if instance.is_successor[position] else end > other_start
            penalty += instance.order_penalty * is_violated
    return int(penalty)


@inline_njit
def sort_sessions(instance: Instance, state: State, person: int) -> int:
    """Write a contact's sessions to `state.row` in order of time; return how many have a place."""
    row, count = state.row, 0
    for position in range(instance.session_offsets[person], instance.session_offsets[person + 1]):
        topic = instance.sessions[position]
        start = state.start[topic]
        if start < 0:
            continue
        rank = count
        while rank > 0 and state.start[row[rank - 1]] > start:
            row[rank] = row[rank - 1]
            rank -= 1
        row[rank] = topic
        count += 1
    return count


@inline_njit
def break_penalty(instance: Instance, state: State, person: int) -> int:
    """Return the penalty for a contact's sessions: room changes without a break, too many in a row."""
    count, row = sort_sessions(instance, state, person), state.row
    violated, in_a_row, rooms = 0, 1, instance.room_count
    for rank in range(1, count):
        previous, topic = row[rank - 1], row[rank]
        start, previous_end = state.start[topic], state.start[previous] + instance.length[previous]
        changes_room = state.place[previous] % rooms != state.place[topic] % rooms
        violated += changes_room and instance.lacks_break[previous_end - 1, start]
        in_a_row = in_a_row + 1 if start == previous_end and instance.is_adjacent[start] else 1
        violated += instance.most_in_a_row > 0 and in_a_row > instance.most_in_a_row
    return int(violated * instance.break_penalty)


@inline_njit
def break_penalty_change(instance: Instance, state: State, count: int, is_final: bool) -> int:
    """Return the change of the penalties for breaks after a move of `count` topics; store them if final."""
    change = 0
    state.stamp[0] += 1
    for index in range(count):
        topic = state.moved[index]
        for position in range(instance.contact_offsets[topic], instance.contact_offsets[topic + 1]):
            person = instance.contacts[position]
            if state.visited[0, person] != state.stamp[0]:
                state.visited[0, person] = state.stamp[0]
                penalty = break_penalty(instance, state, person)
                change += penalty - state.break_penalty[person]
                if is_final:
                    state.break_penalty[person] = penalty
    return int(change)
