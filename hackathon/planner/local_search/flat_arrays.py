"""The arrays that both instances contain: votes, allowed places, order, seats and penalties.

Rows of different length are stored as in a sparse matrix (CSR): one array with the entries of all rows,
and one of offsets that says where each row starts and the last one ends.
"""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from hackathon.planner.local_search.cooling import initial_temperature
from hackathon.planner.model.problem import Placement
from hackathon.planner.preprocessed_instance import PreprocessedInstance

Int64Array = NDArray[np.int64]
Int32Array = NDArray[np.int32]
BoolArray = NDArray[np.bool_]

# Penalties, as multiples of the initial temperature: two sessions of one contact at the same time, a
# violated order, a required topic without a place.
CLASH, ORDER, UNPLACED = 10, 10, 20
# Weights are stored in 32 bits.
MAX_WEIGHT = 2**30
MAX_CLASH = 2**24


def fits(preprocessed: PreprocessedInstance) -> bool:
    """Whether every weight fits into the arrays."""
    heaviest = max((float(weights.max(initial=0)) for weights in preprocessed.weights), default=0.0)
    return heaviest * preprocessed.by.loss < MAX_WEIGHT


def flat_arrays(preprocessed: PreprocessedInstance) -> dict[str, Any]:
    """Return the fields that `single_slot.Instance` and `multi_slot.Instance` share, by name."""
    topic_count, by = preprocessed.topics, preprocessed.by
    required = np.array([topic.required for topic in preprocessed.problem.topics])
    unplaced = round(UNPLACED * initial_temperature(preprocessed))
    allowed = preprocessed.ok.reshape(topic_count, -1)
    topic_of_place, place = np.nonzero(allowed)
    clash_penalty = _clash_penalty(preprocessed)
    seat_cost = np.vstack([by.seat * preprocessed.short, np.zeros((1, preprocessed.rooms))])
    contact_excess = np.append(by.loss * preprocessed.raised, 0) * _counts_votes(preprocessed)
    return {
        "topic_count": topic_count,
        "slot_count": preprocessed.slots,
        "room_count": preprocessed.rooms,
        "movable": np.flatnonzero(allowed.any(axis=1)),
        **_votes(preprocessed),
        "place_offsets": offsets(topic_of_place, topic_count),
        "places": place.astype(np.int32),
        "allowed": allowed,
        "seat_cost": seat_cost.astype(np.int64),
        "contact_excess": contact_excess.astype(np.int64),
        "unplaced_cost": _unplaced_cost(preprocessed),
        "unplaced_penalty": np.append(np.where(required, unplaced, 0), 0),
        "clash_penalty": clash_penalty,
        "has_clash": np.append(np.logical_or.reduce(clash_penalty != 0, axis=1), False),
        **_order(preprocessed),
        "order_penalty": round(ORDER * initial_temperature(preprocessed)),
    }


def _counts_votes(preprocessed: PreprocessedInstance) -> bool:
    """Whether votes can be lost other than by a clash that is forbidden anyway.

    Where no two wanted sessions may overlap, every agenda that keeps the rules loses no votes, unless
    someone is away or a topic may be left out: then only clashes are counted.
    """
    required = all(topic.required for topic in preprocessed.problem.topics)
    return not (preprocessed.problem.hard_clash and required and preprocessed.present.all())


def _unplaced_cost(preprocessed: PreprocessedInstance) -> int:
    """Return the cost of lost votes when no topic has a place."""
    has_weights = _counts_votes(preprocessed) and preprocessed.by.loss and any(map(len, preprocessed.voters))
    return round(preprocessed.by.loss * preprocessed.total) if has_weights else 0


def _votes(preprocessed: PreprocessedInstance) -> dict[str, Any]:
    """Return who wants each topic and what each person wants, with weights."""
    topic_count, by = preprocessed.topics, preprocessed.by
    voters, weights = preprocessed.voters, preprocessed.weights
    if not (_counts_votes(preprocessed) and by.loss):
        voters, weights = [np.zeros(0, dtype=np.int64)] * topic_count, [np.zeros(0)] * topic_count
    topic = np.repeat(np.arange(topic_count), [len(row) for row in voters])
    voter = np.concatenate(voters)
    weight = (np.concatenate(weights) * by.loss).astype(np.int32)
    by_person = np.argsort(voter, kind="stable")
    return {
        "voter_offsets": offsets(topic, topic_count + 1),
        "voters": voter.astype(np.int32),
        "voter_weights": weight,
        "vote_offsets": offsets(voter[by_person], preprocessed.people),
        "vote_topics": topic[by_person].astype(np.int32),
        "vote_weights": weight[by_person],
    }


def _order(preprocessed: PreprocessedInstance) -> dict[str, Any]:
    """Return the topics that must come before or after each topic."""
    sides = [(a, b, False) for a, b in preprocessed.problem.order]
    sides += [(b, a, True) for a, b in preprocessed.problem.order]
    sides.sort()
    topics = np.array([topic for topic, _, _ in sides], dtype=np.int64)
    return {
        "order_offsets": offsets(topics, preprocessed.topics + 1),
        "order_topics": np.array([other for _, other, _ in sides], dtype=np.int32),
        "is_successor": np.array([is_later for _, _, is_later in sides], dtype=np.bool_),
    }


def _clash_penalty(preprocessed: PreprocessedInstance) -> Int32Array:
    """Return the penalty for each two topics at the same time: higher, the more people want both."""
    topic_count = preprocessed.topics
    size = (topic_count + 7) // 8
    masks = b"".join(mask.to_bytes(size, "little") for mask in preprocessed.conflict)
    bits = np.frombuffer(masks, dtype=np.uint8).reshape(topic_count, size)
    forbidden = np.unpackbits(bits, axis=1, bitorder="little")[:, :topic_count].astype(np.int32)
    if preprocessed.problem.hard_clash:
        follows = preprocessed.follows.astype(np.float32)
        wanting_both = (follows * preprocessed.count.astype(np.float32)) @ follows.T
        penalty = np.clip(wanting_both * preprocessed.scale, 1, MAX_CLASH).astype(np.int32)
    else:
        penalty = np.int32(round(CLASH * initial_temperature(preprocessed)))
    return np.asarray(forbidden * penalty)


def offsets(rows: Int64Array, row_count: int) -> Int64Array:
    """Return where each row starts among entries sorted by row, and where the last one ends."""
    return np.searchsorted(rows, np.arange(row_count + 1))


def to_places(preprocessed: PreprocessedInstance, placement: Placement) -> Int64Array:
    """Return the place (slot * rooms + room) of each topic, -1 without one."""
    start, room = np.array(placement.start), np.array(placement.room)
    return np.where(start < 0, -1, start * preprocessed.rooms + room)


def to_placement(preprocessed: PreprocessedInstance, places: Int64Array) -> Placement:
    """Return the agenda with these places, -1 for a topic without one."""
    rooms = preprocessed.rooms
    return Placement(
        start=tuple(place // rooms if place >= 0 else -1 for place in places.tolist()),
        room=tuple(place % rooms if place >= 0 else -1 for place in places.tolist()),
    )
