"""The single-slot kernel: simulated annealing by shifts, swaps and slot swaps of sessions of one slot.

A topic goes to any of its places, and a topic there to where it was. Simulated annealing with such moves is
the method of Ceschia, Di Gaspero and Schaerf (2012), Design, engineering, and experimental analysis of a
simulated annealing approach to the post-enrolment course timetabling problem, and of Lewis and Thompson
(2015), Analysing the effects of solution space connectivity with an effective metaheuristic for the course
timetabling problem.

Agendas that break a rule are visited at a penalty, which is counted apart from the cost.
"""

from hackathon.planner.jit import inline_njit, njit_no_refcount
from hackathon.planner.local_search.flat_arrays import Int64Array
from hackathon.planner.local_search.incumbent import is_improvement, keep_incumbent
from hackathon.planner.local_search.random_numbers import acceptance_threshold, uniform
from hackathon.planner.local_search.single_slot.delta_evaluation import (
    apply_move,
    cheapest_place,
    evaluate_move,
)
from hackathon.planner.local_search.single_slot.gain_table import init_gains
from hackathon.planner.local_search.single_slot.instance import Instance
from hackathon.planner.local_search.single_slot.penalties import penalty_change
from hackathon.planner.local_search.single_slot.slot_swap import slot_swap_step
from hackathon.planner.local_search.single_slot.state import State

# One in this many steps is a slot swap.
SLOT_SWAP_INTERVAL = 16


@inline_njit
def draw_move(instance: Instance, state: State) -> tuple[int, int, int, int]:
    """Draw a topic and one of its places: (topic, place, other topic, its place); -1 is no place.

    Without another topic that is number `topic_count`; where nothing can be done the first number is -1.
    """
    no_topic, rooms = instance.topic_count, instance.room_count
    topic = int(instance.movable[int(uniform(state.random) * len(instance.movable))])
    place_count = instance.place_offsets[topic + 1] - instance.place_offsets[topic]
    place = int(instance.places[instance.place_offsets[topic] + int(uniform(state.random) * place_count)])
    home = int(state.place[topic])
    if place == home:
        # A topic's own place represents leaving it out, if that is allowed.
        return (topic if instance.unplaced_penalty[topic] == 0 else -1), -1, no_topic, -1
    other = int(state.occupant[place])
    if other < 0:
        return topic, place, no_topic, -1
    if home < 0 or instance.allowed[other, home]:
        return topic, place, other, home
    other_place = cheapest_place(instance, state, other, home // rooms, home)
    if other_place < 0 or home // rooms == place // rooms:
        return -1, -1, no_topic, -1
    return topic, place, other, other_place


@inline_njit
def step(instance: Instance, state: State, temperature: float) -> None:
    """Draw a move, and make it unless it raises the cost by more than the temperature accepts."""
    topic, place, other, other_place = draw_move(instance, state)
    if topic < 0:
        return
    threshold = acceptance_threshold(state.random, temperature)
    slot = place // instance.room_count if place >= 0 else -1
    other_slot = other_place // instance.room_count if other_place >= 0 else -1
    penalty = penalty_change(instance, state, topic, slot, other, other_slot)
    if penalty > threshold:
        return
    cost = evaluate_move(instance, state, topic, place, other, other_place)
    if cost + penalty > threshold:
        return
    apply_move(instance, state, topic, place, other, other_place)
    state.cost[0] += cost
    state.penalty[0] += penalty


@njit_no_refcount
def load(instance: Instance, state: State, places: Int64Array) -> None:
    """Fill the empty state with an agenda, which becomes the best one."""
    no_topic = instance.topic_count
    for topic in range(instance.topic_count):
        init_gains(instance, state, topic)
    for topic in range(instance.topic_count):
        place = places[topic]
        if place >= 0:
            slot = place // instance.room_count
            state.penalty[0] += penalty_change(instance, state, topic, slot, no_topic, -1)
            state.cost[0] += evaluate_move(instance, state, topic, place, no_topic, -1)
            apply_move(instance, state, topic, place, no_topic, -1)
    keep_incumbent(instance, state)


@njit_no_refcount
def anneal(instance: Instance, state: State, steps: int, temperature: float) -> None:
    """Take so many steps at this temperature."""
    for count in range(steps):
        step(instance, state, temperature)
        if count % SLOT_SWAP_INTERVAL == 0:
            slot_swap_step(instance, state, temperature)
        if is_improvement(state):
            keep_incumbent(instance, state)
