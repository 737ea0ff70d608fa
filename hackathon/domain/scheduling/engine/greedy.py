"""An agenda at once: the hardest and most wanted topics first, each where it hurts least."""

from collections.abc import Callable
from heapq import heappop, heappush

import numpy as np

from hackathon.domain.scheduling.engine.arrays import Arrays, Floats
from hackathon.domain.scheduling.engine.board import Board
from hackathon.domain.scheduling.problem import Placement

# So many topics may push others out when the time is over: a tenth of a second even in large events.
FEW = 20


def build(arrays: Arrays, stop: Callable[[], bool], *, keeping: bool = False) -> Placement:
    """Return a placement that keeps every rule; a topic that finds no place is left out.

    With `keeping`, what the last revision has stays where it is as far as the rules allow.

    Where nothing is free, a topic may push others out, which are then placed again. What was
    pushed out often is pushed out less readily, so that two topics do not chase each other.
    """
    board, pushed = Board(arrays), [0] * arrays.topics
    heard = np.zeros((arrays.slots, arrays.people))
    queue: list[tuple[float, float, int]] = []
    if keeping:
        for topic, (start, room) in arrays.previous.items():
            if start >= 0 and room >= 0 and board.fits(topic, start, room):
                board.place(topic, start, room)
                _hear(arrays, topic, start, heard)
    for topic in board.left_out:
        heappush(queue, (*_rank(arrays, topic), topic))
    best, best_rank = board.placement(), _standing(board)
    # Enough for every instance tried; a larger budget only delays the honest answer.
    pushes = 200 + 10 * arrays.topics
    while queue:
        topic = heappop(queue)[2]
        place = _least_harm(board, topic, heard)
        if place is None:
            # To place what finds a place is quick, and done whatever the time; to push is not.
            pushes = min(pushes - 1, FEW) if stop() else pushes - 1
            found = _least_push(board, topic, pushed) if pushes >= 0 else None
            if found is None:
                continue
            place, losers = found
            for other in losers:
                _unhear(board, other, heard)
                pushed[other] += 1
                heappush(queue, (*_rank(arrays, other), other))
        board.place(topic, *place)
        _hear(arrays, topic, place[0], heard)
        standing = _standing(board)
        if standing > best_rank:
            best, best_rank = board.placement(), standing
    board.load(best)
    _fill(board)
    return board.placement()


def _rank(arrays: Arrays, topic: int) -> tuple[float, float]:
    """Sort plenaries and topics with few places first, then the most wanted."""
    plenary = arrays.problem.topics[topic].plenary
    places = int(arrays.ok[topic].sum())
    few = places / arrays.length[topic] <= arrays.slots
    required = arrays.problem.topics[topic].required
    return (
        -4.0 * plenary - 2.0 * required - 1.0 * few,
        float(places) if few else -arrays.wanted[topic],
    )


def _standing(board: Board) -> tuple[int, float]:
    """Say how good a partial agenda is: the required topics first, then what is wanted."""
    placed = [topic for topic, start in enumerate(board.start) if start >= 0]
    topics = board.arrays.problem.topics
    required = sum(topics[topic].required for topic in placed)
    return required, float(sum(board.arrays.wanted[topic] + 0.01 for topic in placed))


def _least_harm(board: Board, topic: int, heard: Floats) -> tuple[int, int] | None:
    """Return the start and room that add least to the cost, by what each slot already offers."""
    arrays, length = board.arrays, board.arrays.length[topic]
    voters = arrays.voters[topic]
    share = arrays.worth[topic, voters] / length
    clash = (np.minimum(share, heard[:, voters]) * arrays.counted[:, voters]).sum(axis=1)
    cheapest = np.argsort(arrays.short[topic], kind="stable").tolist()
    last = arrays.previous.get(topic)
    move = 0.0 if last is None else arrays.by.change * float(arrays.count[arrays.follows[topic]].sum())
    best: tuple[float, int, int] | None = None
    for start in _starts(arrays, topic):
        span = range(start, start + length)
        if not board.suits(topic, span):
            continue
        harm = arrays.by.loss * float(clash[start : start + length].sum())
        # Of the rooms, only the cheapest that is free can be the best, and the one that it had.
        rooms = [next((room for room in cheapest if board.fits(topic, start, room)), -1)]
        if last is not None and last[0] == start and last[1] >= 0 and board.fits(topic, *last):
            rooms.append(last[1])
        for room in rooms:
            here = harm + arrays.by.seat * float(arrays.short[topic, room])
            if (start, room) != last:
                here += move
            if room >= 0 and (best is None or here < best[0]):
                best = here, start, room
    return best and best[1:]


def _starts(arrays: Arrays, topic: int) -> list[int]:
    return [start for start in range(arrays.slots) if arrays.startable[topic, start]]


def _hear(arrays: Arrays, topic: int, start: int, heard: Floats) -> None:
    share = arrays.worth[topic] / arrays.length[topic]
    for slot in range(start, start + arrays.length[topic]):
        np.maximum(heard[slot], share, out=heard[slot])


def _unhear(board: Board, topic: int, heard: Floats) -> None:
    arrays, start = board.arrays, board.start[topic]
    board.remove(topic)
    for slot in range(start, start + arrays.length[topic]):
        heard[slot] = 0
        for other in board.cell[slot]:
            if other >= 0:
                np.maximum(heard[slot], arrays.worth[other] / arrays.length[other], out=heard[slot])


def _least_push(board: Board, topic: int, pushed: list[int]) -> tuple[tuple[int, int], list[int]] | None:
    """Return the place whose present holders are the least loss, and those holders."""
    arrays = board.arrays
    mine, required = _weight(arrays, topic), arrays.problem.topics[topic].required
    best: tuple[float, tuple[int, int], list[int]] | None = None
    for start in _starts(arrays, topic):
        span = range(start, start + arrays.length[topic])
        clashing = 0
        for slot in span:
            clashing |= board.mask[slot] & arrays.conflict[topic]
        against = set(_bits(clashing)) | set(board.out_of_order(topic, span))
        for room in np.flatnonzero(arrays.ok[topic][start]).tolist():
            losers = against | {board.cell[slot][room] for slot in span} - {-1}
            if arrays.is_linked:
                losers |= set(board.tiring(topic, start, room))
            price = sum(1 + pushed[other] for other in losers)
            # A topic that may be left out pushes only what is wanted less.
            if not required and any(_weight(arrays, other) >= mine for other in losers):
                continue
            if best is None or price < best[0]:
                best = price, (start, room), sorted(losers)
    return best and best[1:]


def _weight(arrays: Arrays, topic: int) -> tuple[bool, float]:
    return arrays.problem.topics[topic].required, float(arrays.wanted[topic])


def _bits(mask: int) -> list[int]:
    found = []
    while mask:
        low = mask & -mask
        found.append(low.bit_length() - 1)
        mask ^= low
    return found


def _fill(board: Board) -> None:
    """Place what was left out but still finds a free place."""
    arrays = board.arrays
    for topic in sorted(board.left_out, key=lambda topic: -arrays.wanted[topic]):
        for start, room in np.argwhere(arrays.ok[topic]).tolist():
            if board.fits(topic, start, room):
                board.place(topic, start, room)
                break
