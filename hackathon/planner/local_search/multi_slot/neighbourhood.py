"""The neighbourhood of the multi-slot kernel: which topics move together, and where they go.

A topic goes to any of its places; what is there goes to where the topic was, in the same order. Two short
sessions can thus swap with a long one. Every function writes the move to `state.moved` and
`state.new_place`, and returns how many topics it has; none if it is not possible.
"""

from hackathon.planner.jit import inline_njit
from hackathon.planner.local_search.multi_slot.instance import Instance
from hackathon.planner.local_search.multi_slot.state import State
from hackathon.planner.local_search.random_numbers import uniform


@inline_njit
def draw_move(instance: Instance, state: State) -> int:
    """Draw a topic and one of its places, and make a move of it."""
    topic = int(instance.movable[int(uniform(state.random) * len(instance.movable))])
    place_count = instance.place_offsets[topic + 1] - instance.place_offsets[topic]
    place = int(instance.places[instance.place_offsets[topic] + int(uniform(state.random) * place_count)])
    home, rooms = int(state.place[topic]), instance.room_count
    if place == home:
        # A topic's own place represents leaving it out, if that is allowed.
        return 0 if instance.unplaced_penalty[topic] > 0 else add_topic(state, 0, topic, -1)
    if home < 0:
        return insert(instance, state, topic, place)
    slots_apart = place // rooms - home // rooms
    if place % rooms == home % rooms and abs(slots_apart) < instance.length[topic]:
        return slide(instance, state, topic, place, slots_apart)
    return swap_windows(instance, state, home, place, int(instance.length[topic]))


@inline_njit
def add_topic(state: State, count: int, topic: int, place: int) -> int:
    """Add a topic to a move of `count` topics."""
    state.moved[count], state.new_place[count] = topic, place
    return count + 1


@inline_njit
def insert(instance: Instance, state: State, topic: int, place: int) -> int:
    """Give an unplaced topic this place; topics in the way lose theirs."""
    count = add_topic(state, 0, topic, place)
    for offset in range(instance.length[topic]):
        other = state.occupant[place + offset * instance.room_count]
        if other >= 0 and other != state.moved[count - 1]:
            count = add_topic(state, count, other, -1)
    return count


@inline_njit
def slide(instance: Instance, state: State, topic: int, place: int, slots_apart: int) -> int:
    """Let a long session start a little earlier or later; what it meets takes the slots that it leaves."""
    rooms, length = instance.room_count, instance.length[topic]
    count = add_topic(state, 0, topic, place)
    first = place + (length - slots_apart) * rooms if slots_apart > 0 else place
    shift = -length if slots_apart > 0 else length
    for offset in range(abs(slots_apart)):
        met = first + offset * rooms
        other = state.occupant[met]
        if other >= 0 and other != state.moved[count - 1]:
            end = state.start[other] + instance.length[other]
            if state.place[other] != met or end > met // rooms - offset + abs(slots_apart):
                return 0
            count = add_topic(state, count, other, met + shift * rooms)
    return count


@inline_njit
def cuts_session(instance: Instance, state: State, slot: int, room: int) -> bool:
    """Whether a session in this room runs on into this slot."""
    topic = state.occupant[slot * instance.room_count + room]
    return bool(topic >= 0 and state.start[topic] < slot)


@inline_njit
def swap_windows(instance: Instance, state: State, home: int, place: int, width: int) -> int:
    """Swap the sessions of two windows of time, widened until they cut no session."""
    rooms = instance.room_count
    slot, other_slot, room, other_room = home // rooms, place // rooms, home % rooms, place % rooms
    first_slot, end_slot = instance.first_slot, instance.end_slot
    while cuts_session(instance, state, slot, room) or cuts_session(instance, state, other_slot, other_room):
        if slot == first_slot[slot] or other_slot == first_slot[other_slot]:
            return 0
        slot, other_slot, width = slot - 1, other_slot - 1, width + 1
    last, other_last = end_slot[slot], end_slot[other_slot]
    while True:
        end, other_end = slot + width, other_slot + width
        is_cut = end < last and cuts_session(instance, state, end, room)
        is_cut = is_cut or (other_end < other_last and cuts_session(instance, state, other_end, other_room))
        if not is_cut:
            break
        if end == last or other_end == other_last:
            return 0
        width += 1
    if room == other_room and abs(slot - other_slot) < width:
        return 0
    count, apart = 0, (other_slot - slot) * rooms + other_room - room
    for offset in range(width):
        here = (slot + offset) * rooms + room
        topic, other = state.occupant[here], state.occupant[here + apart]
        if topic >= 0 and state.place[topic] == here:
            count = add_topic(state, count, topic, here + apart)
        if other >= 0 and state.place[other] == here + apart:
            count = add_topic(state, count, other, here)
    return count
