"""Greedy construction: the hardest and most wanted topics first, each where it costs least."""

from collections.abc import Callable, Mapping
from heapq import heappop, heappush

import numpy as np

from hackathon.planner.model.problem import Placement
from hackathon.planner.partial_solution import PartialSolution, Place
from hackathon.planner.preprocessed_instance import Floats, PreprocessedInstance

# So many topics may eject others once the time is over, and so many are still placed where they cost least:
# a tenth of a second each even for large events.
LATE_EJECTIONS, LATE_COMPARISONS = 20, 150

Quality = tuple[int, float]

NO_PLACES: Mapping[int, Place] = {}


def keep_places(preprocessed: PreprocessedInstance, places: Mapping[int, Place]) -> Placement:
    """Return the agenda with only these places, as far as the rules allow."""
    return _keeping(preprocessed, places).placement()


def construct(
    preprocessed: PreprocessedInstance, stop: Callable[[], bool], *, keeping: Mapping[int, Place] = NO_PLACES
) -> Placement:
    """Return an agenda that keeps every rule; a topic that finds no place is left out.

    Topics keep their place in `keeping` as far as the rules allow; only a topic that finds no other place
    moves them. Once the time is over, all but a few go to the first place that is free.

    Where no place is free, a topic may eject others, which are then placed again: an ejection chain, as in
    Glover (1996), Ejection chains, reference structures and alternating path methods for traveling salesman
    problems. A topic that was ejected often is ejected less readily, so that two do not chase each other.
    """
    solution, ejected = _keeping(preprocessed, keeping), [0] * preprocessed.topics
    attended = np.zeros((preprocessed.slots, preprocessed.people))
    queue: list[tuple[float, float, int]] = []
    for topic, start in enumerate(solution.start):
        if start >= 0:
            _attend(preprocessed, topic, start, attended)
    for topic in solution.left_out:
        heappush(queue, (*_rank(preprocessed, topic), topic))
    quality = _quality(solution)
    best, best_quality = solution.placement(), quality
    # Enough for every instance tried; a larger budget only delays the honest answer.
    ejections_left, comparisons_left = 200 + 10 * preprocessed.topics, LATE_COMPARISONS
    while queue:
        topic, is_late = heappop(queue)[2], stop()
        comparisons_left -= is_late
        is_hasty = comparisons_left < 0
        place = _free_place(solution, topic) if is_hasty else _cheapest_place(solution, topic, attended)
        if place is None:
            # Placing a topic is quick, and done whatever the time; ejecting others is not.
            ejections_left = min(ejections_left - 1, LATE_EJECTIONS) if is_late else ejections_left - 1
            ejection = _cheapest_ejection(solution, topic, ejected) if ejections_left >= 0 else None
            if ejection is None:
                continue
            place, ejected_topics = ejection
            for other in ejected_topics:
                _eject(solution, other, attended)
                quality = _changed(quality, preprocessed, other, -1)
                ejected[other] += 1
                heappush(queue, (*_rank(preprocessed, other), other))
        solution.place(topic, *place)
        _attend(preprocessed, topic, place[0], attended)
        quality = _changed(quality, preprocessed, topic, 1)
        if quality > best_quality:
            best, best_quality = solution.placement(), quality
    solution.load(best)
    _fill(solution)
    return solution.placement()


def _keeping(preprocessed: PreprocessedInstance, places: Mapping[int, Place]) -> PartialSolution:
    solution = PartialSolution(preprocessed)
    # Topics with a single place come first, so that no other takes it.
    for topic in sorted(places, key=lambda topic: int(preprocessed.ok[topic].sum()) > 1):
        start, room = places[topic]
        if start >= 0 and room >= 0 and solution.fits(topic, start, room):
            solution.place(topic, start, room)
    return solution


def _rank(preprocessed: PreprocessedInstance, topic: int) -> tuple[float, float]:
    """Return the sort key of a topic: plenaries and topics with few places first, then the most wanted."""
    plenary = preprocessed.problem.topics[topic].plenary
    places = int(preprocessed.ok[topic].sum())
    few = places / preprocessed.length[topic] <= preprocessed.slots
    required = preprocessed.problem.topics[topic].required
    return (
        -4.0 * plenary - 2.0 * required - 1.0 * few,
        float(places) if few else -preprocessed.wanted[topic],
    )


def _quality(solution: PartialSolution) -> Quality:
    """Return how good a partial solution is: required topics first, then the weight of their votes."""
    quality: Quality = (0, 0.0)
    for topic, start in enumerate(solution.start):
        if start >= 0:
            quality = _changed(quality, solution.preprocessed, topic, 1)
    return quality


def _changed(quality: Quality, preprocessed: PreprocessedInstance, topic: int, step: int) -> Quality:
    """Return the quality with a topic more (1) or less (-1)."""
    required, weight = quality
    is_required = preprocessed.problem.topics[topic].required
    # In hundredths, so that what is taken off again leaves nothing behind.
    return required + step * is_required, weight + step * (100 * float(preprocessed.wanted[topic]) + 1)


def _cheapest_place(solution: PartialSolution, topic: int, attended: Floats) -> tuple[int, int] | None:
    """Return the start and room that add least to the cost, given what people attend in each slot."""
    preprocessed, length = solution.preprocessed, solution.preprocessed.length[topic]
    voters = preprocessed.voters[topic]
    share = preprocessed.weights[topic] / length
    clash = (np.minimum(share, attended[:, voters]) * preprocessed.counted[:, voters]).sum(axis=1)
    last = preprocessed.previous.get(topic)
    move = (
        0.0
        if last is None
        else preprocessed.by.change * float(preprocessed.count[preprocessed.followers[topic]].sum())
    )
    rooms_at = _cheapest_rooms(solution, topic)
    best: tuple[float, int, int] | None = None
    for start in _starts(preprocessed, topic):
        span = range(start, start + length)
        if not solution.is_time_possible(topic, span):
            continue
        increase = preprocessed.by.loss * float(clash[start : start + length].sum())
        # Of the rooms, only the cheapest that is free can be the best, and the one that it had.
        rooms = [rooms_at(start)]
        if last is not None and last[0] == start and last[1] >= 0 and solution.fits(topic, *last):
            rooms.append(last[1])
        for room in rooms:
            total = increase + preprocessed.by.seat * float(preprocessed.short[topic, room])
            if (start, room) != last:
                total += move
            if room >= 0 and (best is None or total < best[0]):
                best = total, start, room
    return best and best[1:]


def _free_place(solution: PartialSolution, topic: int) -> tuple[int, int] | None:
    """Return the cheapest free room at the start where fewest others run; None where none is free."""
    preprocessed, length = solution.preprocessed, solution.preprocessed.length[topic]
    rooms = np.argsort(preprocessed.short[topic], kind="stable").tolist()
    fewest = sorted(
        _starts(preprocessed, topic), key=lambda start: solution.topics_in_slot[start].bit_count()
    )
    for start in fewest:
        if solution.is_time_possible(topic, range(start, start + length)):
            room = next((room for room in rooms if solution.fits(topic, start, room)), None)
            if room is not None:
                return start, room
    return None


def _cheapest_rooms(solution: PartialSolution, topic: int) -> Callable[[int], int]:
    """Return what tells the cheapest room that is free for a topic from a start on; -1 without one."""
    preprocessed, length = solution.preprocessed, solution.preprocessed.length[topic]
    if not preprocessed.ok[topic].any():
        return lambda _: -1
    if preprocessed.is_linked:
        cheapest = np.argsort(preprocessed.short[topic], kind="stable").tolist()
        return lambda start: next((room for room in cheapest if solution.fits(topic, start, room)), -1)
    is_free = np.array(solution.occupant).reshape(preprocessed.slots, preprocessed.rooms) < 0
    is_possible = preprocessed.ok[topic].copy()
    for later in range(length):
        is_possible[: preprocessed.slots - later] &= is_free[later:]
    short = np.where(is_possible, preprocessed.short[topic], np.inf)
    rooms = np.where(is_possible.any(axis=1), short.argmin(axis=1), -1).tolist()
    return lambda start: int(rooms[start])


def _starts(preprocessed: PreprocessedInstance, topic: int) -> list[int]:
    return [start for start in range(preprocessed.slots) if preprocessed.startable[topic, start]]


def _attend(preprocessed: PreprocessedInstance, topic: int, start: int, attended: Floats) -> None:
    for slot in range(start, start + preprocessed.length[topic]):
        _sit_in(preprocessed, topic, attended[slot])


def _sit_in(preprocessed: PreprocessedInstance, topic: int, attended: Floats) -> None:
    """Let people attend a topic in a slot, where it weighs more than what they attended there."""
    voters, share = preprocessed.voters[topic], preprocessed.weights[topic] / preprocessed.length[topic]
    attended[voters] = np.maximum(attended[voters], share)


def _eject(solution: PartialSolution, topic: int, attended: Floats) -> None:
    preprocessed, start = solution.preprocessed, solution.start[topic]
    solution.remove(topic)
    for slot in range(start, start + preprocessed.length[topic]):
        attended[slot] = 0
        for other in solution.occupant[slot]:
            if other >= 0:
                _sit_in(preprocessed, other, attended[slot])


def _cheapest_ejection(
    solution: PartialSolution, topic: int, ejected: list[int]
) -> tuple[tuple[int, int], list[int]] | None:
    """Return the place whose topics are ejected at the lowest price, and those topics."""
    preprocessed = solution.preprocessed
    mine, required = _weight(preprocessed, topic), preprocessed.problem.topics[topic].required
    best: tuple[float, tuple[int, int], list[int]] | None = None
    for start in _starts(preprocessed, topic):
        span = range(start, start + preprocessed.length[topic])
        clashing = 0
        for slot in span:
            clashing |= solution.topics_in_slot[slot] & preprocessed.conflict[topic]
        against = set(_bits(clashing)) | set(solution.order_conflicts(topic, span))
        for room in np.flatnonzero(preprocessed.ok[topic][start]).tolist():
            ejected_topics = against | {solution.occupant[slot][room] for slot in span} - {-1}
            if preprocessed.is_linked:
                ejected_topics |= set(solution.break_conflicts(topic, start, room))
            price = sum(1 + ejected[other] for other in ejected_topics)
            # A topic that may be left out ejections_left only what is wanted less.
            if not required and any(_weight(preprocessed, other) >= mine for other in ejected_topics):
                continue
            if best is None or price < best[0]:
                best = price, (start, room), sorted(ejected_topics)
    return best and best[1:]


def _weight(preprocessed: PreprocessedInstance, topic: int) -> tuple[bool, float]:
    return preprocessed.problem.topics[topic].required, float(preprocessed.wanted[topic])


def _bits(mask: int) -> list[int]:
    bits = []
    while mask:
        low = mask & -mask
        bits.append(low.bit_length() - 1)
        mask ^= low
    return bits


def _fill(solution: PartialSolution) -> None:
    """Place topics that were left out but still find a free place."""
    preprocessed = solution.preprocessed
    for topic in sorted(solution.left_out, key=lambda topic: -preprocessed.wanted[topic]):
        is_free = np.array(solution.occupant).reshape(preprocessed.slots, preprocessed.rooms) < 0
        for start, room in np.argwhere(preprocessed.ok[topic] & is_free).tolist():
            if solution.fits(topic, start, room):
                solution.place(topic, start, room)
                break
