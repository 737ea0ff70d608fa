"""Tie-breaking between agendas of equal cost: fewest topics left out, then fairness, then tidiness."""

import math
from collections import defaultdict
from collections.abc import Callable, Iterator

import numpy as np

from hackathon.planner.model.problem import Placement
from hackathon.planner.partial_solution import PartialSolution, Place
from hackathon.planner.preprocessed_instance import PreprocessedInstance

# Evaluations, divided by the size: enough for a hackathon of two days, a fraction of a second at any size.
EFFORT = 400_000

Rank = tuple[int, float, int]


def break_ties(
    preprocessed: PreprocessedInstance,
    placement: Placement,
    is_over: Callable[[], bool],
    effort: int | None = EFFORT,
) -> Placement:
    """Return an agenda that costs no more, and is fairer or tidier where that costs nothing.

    A first-improvement descent: it moves one topic or swaps two, as long as that helps and the effort lasts;
    without a limit of the effort, until nothing helps.
    """
    solution = PartialSolution(preprocessed)
    solution.load(placement)
    cost, rank = solution.cost(), rank_of(solution)
    evaluations = math.inf if effort is None else effort // (preprocessed.topics + preprocessed.people + 1)
    improved = True
    while improved:
        improved = False
        for topic, target in _moves(preprocessed):
            evaluations -= 1
            if evaluations < 0 or is_over():
                return solution.placement()
            old_places = solution.rearrange(_places(solution, topic, target))
            if old_places is None:
                continue
            new_cost = solution.cost()
            new_rank = rank_of(solution) if new_cost <= cost else rank
            if new_cost < cost or (new_cost == cost and new_rank < rank):
                cost, rank, improved = new_cost, new_rank, True
            else:
                solution.rearrange(old_places)
    return solution.placement()


def rank_of(solution: PartialSolution) -> Rank:
    """Return how good an agenda is apart from its cost; lower is better."""
    return len(solution.left_out), solution.worst_loss(), untidiness(solution)


def untidiness(solution: PartialSolution) -> int:
    """Count how often an area changes rooms, and how often its sessions are interrupted."""
    topics = solution.preprocessed.problem.topics
    placed: dict[str, list[int]] = defaultdict(list)
    for topic, start in enumerate(solution.start):
        if start >= 0 and topics[topic].area:
            placed[topics[topic].area].append(topic)
    total = 0
    for members in placed.values():
        rooms = {solution.room[topic] for topic in members}
        taken = {
            slot
            for topic in members
            for slot in range(solution.start[topic], solution.start[topic] + topics[topic].length)
        }
        stretches = sum(1 for slot in taken if not _follows(solution.preprocessed, slot, taken))
        total += len(rooms) - 1 + stretches - 1
    return total


def _follows(preprocessed: PreprocessedInstance, slot: int, taken: set[int]) -> bool:
    slots = preprocessed.problem.slots
    return slot - 1 in taken and slots[slot - 1].block == slots[slot].block


def _moves(preprocessed: PreprocessedInstance) -> Iterator[tuple[int, Place]]:
    for topic in range(preprocessed.topics):
        for start, room in np.argwhere(preprocessed.ok[topic]).tolist():
            yield topic, (start, room)


def _places(solution: PartialSolution, topic: int, target: Place) -> dict[int, Place]:
    """Return the new places if a topic goes there: its own, and that of the topic it swaps with."""
    other = solution.occupant[target[0]][target[1]]
    if other in (-1, topic):
        return {topic: target}
    return {topic: target, other: (solution.start[topic], solution.room[topic])}
