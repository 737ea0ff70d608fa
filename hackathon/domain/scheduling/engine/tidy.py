"""Among agendas of equal cost: everyone who may be placed, the worst-off person, then tidiness."""

from collections import defaultdict
from collections.abc import Callable, Iterator

import numpy as np

from hackathon.domain.scheduling.engine.arrays import Arrays
from hackathon.domain.scheduling.engine.board import Board, Place
from hackathon.domain.scheduling.problem import Placement

# Enough to settle a hackathon of a day or two; a fraction of a second at any size.
EFFORT = 400_000

Rank = tuple[int, float, int]


def settle(arrays: Arrays, placement: Placement, is_over: Callable[[], bool]) -> Placement:
    """Return an agenda that costs no more, and is fairer or tidier where that is free.

    Changes one topic's place or exchanges two, as long as that helps and the effort lasts.
    """
    board = Board(arrays)
    board.load(placement)
    cost, rank = board.cost(), rank_of(board)
    effort = EFFORT // (arrays.topics + arrays.people + 1)
    helped = True
    while helped:
        helped = False
        for topic, target in _changes(arrays):
            effort -= 1
            if effort < 0 or is_over():
                return board.placement()
            was = board.rearrange(_goal(board, topic, target))
            if was is None:
                continue
            new_cost = board.cost()
            new_rank = rank_of(board) if new_cost <= cost else rank
            if new_cost < cost or (new_cost == cost and new_rank < rank):
                cost, rank, helped = new_cost, new_rank, True
            else:
                board.rearrange(was)
    return board.placement()


def rank_of(board: Board) -> Rank:
    """Say how good an agenda is beside its cost; smaller is better."""
    return len(board.left_out), board.worst_loss(), untidiness(board)


def untidiness(board: Board) -> int:
    """Count how often an area changes its room, and how often its sessions are torn apart."""
    topics = board.arrays.problem.topics
    placed: dict[str, list[int]] = defaultdict(list)
    for topic, start in enumerate(board.start):
        if start >= 0 and topics[topic].area:
            placed[topics[topic].area].append(topic)
    total = 0
    for members in placed.values():
        rooms = {board.room[topic] for topic in members}
        taken = {
            slot
            for topic in members
            for slot in range(board.start[topic], board.start[topic] + topics[topic].length)
        }
        stretches = sum(1 for slot in taken if not _follows(board.arrays, slot, taken))
        total += len(rooms) - 1 + stretches - 1
    return total


def _follows(arrays: Arrays, slot: int, taken: set[int]) -> bool:
    slots = arrays.problem.slots
    return slot - 1 in taken and slots[slot - 1].block == slots[slot].block


def _changes(arrays: Arrays) -> Iterator[tuple[int, Place]]:
    for topic in range(arrays.topics):
        for start, room in np.argwhere(arrays.ok[topic]).tolist():
            yield topic, (start, room)


def _goal(board: Board, topic: int, target: Place) -> dict[int, Place]:
    """Return the change that brings the topic there: alone, or against the one that lies there."""
    other = board.cell[target[0]][target[1]]
    if other in (-1, topic):
        return {topic: target}
    return {topic: target, other: (board.start[topic], board.room[topic])}
