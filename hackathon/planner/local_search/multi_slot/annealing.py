"""The multi-slot kernel: simulated annealing for sessions of any length, breaks and published agendas.

A move changes as many topics as it has to. It is made first, which shows what it violates; then its effect
on attendance is evaluated, and it is undone if it raises the cost by more than the temperature accepts.
Agendas that break a rule are visited at a penalty, as in the single-slot kernel.
"""

import numpy as np

from hackathon.planner.jit import inline_njit, njit_no_refcount
from hackathon.planner.local_search.flat_arrays import Int64Array
from hackathon.planner.local_search.incumbent import is_improvement, keep_incumbent
from hackathon.planner.local_search.multi_slot.assignment import assign, available_place, unassign
from hackathon.planner.local_search.multi_slot.change_cost import count_changes
from hackathon.planner.local_search.multi_slot.delta_evaluation import (
    evaluate_attendance,
    store_attendance,
)
from hackathon.planner.local_search.multi_slot.instance import Instance
from hackathon.planner.local_search.multi_slot.neighbourhood import add_topic, draw_move
from hackathon.planner.local_search.multi_slot.penalties import break_penalty_change, topic_penalty
from hackathon.planner.local_search.multi_slot.state import State
from hackathon.planner.local_search.random_numbers import acceptance_threshold


@inline_njit
def make_move(instance: Instance, state: State, count: int) -> tuple[bool, int]:
    """Move the topics; return whether each found a place, and the change of the penalties but for breaks.

    A topic that is not allowed where it should go takes the cheapest free room at that time.
    """
    change = 0
    for index in range(count):
        topic = state.moved[index]
        state.old_place[index], state.old_start[index] = state.place[topic], state.start[topic]
        change -= topic_penalty(instance, state, topic)
        unassign(instance, state, topic)
        change += topic_penalty(instance, state, topic)
    for is_second_pass in (False, True):
        for index in range(count):
            topic, place = state.moved[index], state.new_place[index]
            if place < 0 or instance.allowed[topic, place] == is_second_pass:
                continue
            place = available_place(instance, state, topic, place)
            if place < 0:
                return False, 0
            change -= topic_penalty(instance, state, topic)
            assign(instance, state, topic, place)
            change += topic_penalty(instance, state, topic)
    return True, int(change)


@inline_njit
def undo_move(instance: Instance, state: State, count: int) -> None:
    """Put the topics of a move back."""
    for index in range(count):
        unassign(instance, state, state.moved[index])
    for index in range(count):
        if state.old_place[index] >= 0:
            assign(instance, state, state.moved[index], state.old_place[index])


@inline_njit
def seat_cost_change(instance: Instance, state: State, count: int) -> int:
    """Return the change in cost of missing seats, and of the excess weight of contacts."""
    change = 0
    for index in range(count):
        topic = state.moved[index]
        for place, sign in ((state.old_place[index], -1), (state.place[topic], 1)):
            if place >= 0:
                seat_cost = instance.seat_cost[topic, place % instance.room_count]
                change += sign * (seat_cost + instance.contact_excess[topic])
    return int(change)


@njit_no_refcount
def try_move(instance: Instance, state: State, count: int, threshold: float) -> bool:
    """Make a move of `count` topics unless it raises the cost by more than the threshold."""
    is_possible, penalty = make_move(instance, state, count)
    if is_possible and penalty <= threshold:
        penalty += break_penalty_change(instance, state, count, False)
    if not is_possible or penalty > threshold:
        undo_move(instance, state, count)
        return False
    gain, updates = evaluate_attendance(instance, state, count)
    cost = seat_cost_change(instance, state, count) + count_changes(instance, state, count, False) - gain
    if cost + penalty > threshold:
        count_changes(instance, state, count, True)
        undo_move(instance, state, count)
        return False
    break_penalty_change(instance, state, count, True)
    store_attendance(instance, state, count, updates)
    state.cost[0] += cost
    state.penalty[0] += penalty
    return True


@njit_no_refcount
def load(instance: Instance, state: State, places: Int64Array) -> None:
    """Fill the empty state with an agenda, which becomes the best one."""
    for topic in range(instance.topic_count):
        if places[topic] >= 0:
            try_move(instance, state, add_topic(state, 0, topic, places[topic]), np.inf)
    keep_incumbent(instance, state)


@njit_no_refcount
def anneal(instance: Instance, state: State, steps: int, temperature: float) -> None:
    """Take so many steps at this temperature."""
    for _ in range(steps):
        count = draw_move(instance, state)
        threshold = acceptance_threshold(state.random, temperature)
        is_made = count > 0 and try_move(instance, state, count, threshold)
        if is_made and is_improvement(state):
            keep_incumbent(instance, state)
