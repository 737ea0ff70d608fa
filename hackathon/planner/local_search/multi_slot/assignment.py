"""Which topic is where, for sessions of any length."""

from hackathon.planner.jit import inline_njit
from hackathon.planner.local_search.multi_slot.instance import Instance
from hackathon.planner.local_search.multi_slot.state import State


@inline_njit
def unassign(instance: Instance, state: State, topic: int) -> None:
    """Take a topic from its place, if it has one."""
    place, rooms = state.place[topic], instance.room_count
    if place >= 0:
        for offset in range(instance.length[topic]):
            state.occupant[place + offset * rooms] = -1
        state.place[topic] = state.start[topic] = -1


@inline_njit
def assign(instance: Instance, state: State, topic: int, place: int) -> None:
    """Give an unplaced topic a free place."""
    rooms = instance.room_count
    for offset in range(instance.length[topic]):
        state.occupant[place + offset * rooms] = topic
    state.place[topic], state.start[topic] = place, place // rooms


@inline_njit
def is_available(instance: Instance, state: State, topic: int, place: int) -> bool:
    """Whether a place is allowed for a topic and free in all of its slots."""
    if not instance.allowed[topic, place]:
        return False
    for offset in range(instance.length[topic]):
        if state.occupant[place + offset * instance.room_count] >= 0:
            return False
    return True


@inline_njit
def available_place(instance: Instance, state: State, topic: int, place: int) -> int:
    """Return the place if it is available, else the cheapest available one at that time; -1 if none is."""
    if is_available(instance, state, topic, place):
        return place
    rooms, best = instance.room_count, -1
    first = place // rooms * rooms
    seat_cost = instance.seat_cost[topic]
    for room in range(rooms):
        is_cheaper = best < 0 or seat_cost[room] < seat_cost[best]
        if is_available(instance, state, topic, first + room) and is_cheaper:
            best = room
    return first + best if best >= 0 else -1
