"""The multi-slot instance: a problem as flat arrays, which compiled code reads and never changes."""

from collections.abc import Iterable
from itertools import pairwise
from typing import Any, NamedTuple

import numpy as np

from hackathon.planner.local_search.cooling import initial_temperature
from hackathon.planner.local_search.flat_arrays import BoolArray, Int32Array, Int64Array, flat_arrays
from hackathon.planner.model import breaks
from hackathon.planner.preprocessed_instance import PreprocessedInstance

# As a multiple of the initial temperature: the penalty for one session too many in a row, or for a room
# change without a break.
BREAK = 10
# Published places of topics that were never published, and of those that had no place or have lost it.
NEW, UNPLACEABLE = -1, -2


class Instance(NamedTuple):
    """A problem as arrays. T topics, S slots, R rooms, P people, V votes, L allowed places, O orders.

    The first part is as in `single_slot.Instance`; the place of a session is that of its first slot. A unit
    is a run of slots that no session crosses, U in all. N is the number of entries, whatever it is.

    field             shape    dtype  content
    topic_count       -        int    T
    slot_count        -        int    S
    room_count        -        int    R
    movable           <= T     int64  the topics with any allowed place
    voter_offsets     T + 2    int64
    voters            V        int32  the people who want each topic, or run it
    voter_weights     V        int32  the weight of each of these
    vote_offsets      P + 1    int64
    vote_topics       V        int32  the topics that each person wants or runs
    vote_weights      V        int32  the weight of each of these
    place_offsets     T + 1    int64
    places            L        int32  the allowed places of each topic
    allowed           T, S * R bool   whether a topic may have a place
    seat_cost         T + 1, R int64  the cost of the seats that a room lacks
    contact_excess    T + 1    int64  what the weights of those who run the topic were raised by
    unplaced_cost     -        int    the cost of lost votes when no topic has a place
    unplaced_penalty  T + 1    int64  the penalty for a topic without a place
    clash_penalty     T, T     int32  the penalty for two topics at the same time
    has_clash         T + 1    bool   whether a topic has any such penalty
    order_offsets     T + 2    int64
    order_topics      2 * O    int32  the topics that must come before or after each topic
    is_successor      2 * O    bool   whether the topic must come after that one
    order_penalty     -        int    the penalty for a violated order
    length            T        int64  the slots that a session fills
    weights           T, P     int32  the weight of a topic for a person
    long_offsets      P + 1    int64
    long_topics       N        int64  the topics of more than one slot that each person wants or runs
    unit_of           S        int64  the unit of a slot
    unit_bounds       U + 1    int64  the first slot of each unit
    first_slot        S        int64  the first slot of the unit of a slot
    end_slot          S        int64  the slot after the last one of that unit
    absences          P, S + 1 int64  the slots before this one in which a person is away
    head_count        P        int64  how many people a person stands for
    published         T        int64  the published place; NEW without one, UNPLACEABLE if it cannot be kept
    follower_offsets  T + 1    int64
    followers         N        int64  the people whom a change of a published topic affects
    change_cost       -        int    the cost of a person who is affected
    contact_offsets   T + 1    int64
    contacts          N        int64  the people who run a topic and others too, where breaks matter
    session_offsets   P + 1    int64
    sessions          N        int64  the topics that each of these runs
    lacks_break       S, S     bool   whether there is no time to change rooms between two slots
    is_adjacent       S        bool   whether a slot follows the one before without a break
    most_in_a_row     -        int    the most consecutive sessions of a contact; 0 without a limit
    break_penalty     -        int    the penalty for a break that a contact lacks
    """

    topic_count: int
    slot_count: int
    room_count: int
    movable: Int64Array
    voter_offsets: Int64Array
    voters: Int32Array
    voter_weights: Int32Array
    vote_offsets: Int64Array
    vote_topics: Int32Array
    vote_weights: Int32Array
    place_offsets: Int64Array
    places: Int32Array
    allowed: BoolArray
    seat_cost: Int64Array
    contact_excess: Int64Array
    unplaced_cost: int
    unplaced_penalty: Int64Array
    clash_penalty: Int32Array
    has_clash: BoolArray
    order_offsets: Int64Array
    order_topics: Int32Array
    is_successor: BoolArray
    order_penalty: int
    length: Int64Array
    weights: Int32Array
    long_offsets: Int64Array
    long_topics: Int64Array
    unit_of: Int64Array
    unit_bounds: Int64Array
    first_slot: Int64Array
    end_slot: Int64Array
    absences: Int64Array
    head_count: Int64Array
    published: Int64Array
    follower_offsets: Int64Array
    followers: Int64Array
    change_cost: int
    contact_offsets: Int64Array
    contacts: Int64Array
    session_offsets: Int64Array
    sessions: Int64Array
    lacks_break: BoolArray
    is_adjacent: BoolArray
    most_in_a_row: int
    break_penalty: int


def build_instance(preprocessed: PreprocessedInstance) -> Instance:
    """Return the instance of any problem."""
    arrays = flat_arrays(preprocessed)
    absences = np.zeros((preprocessed.people, preprocessed.slots + 1), dtype=np.int64)
    absences[:, 1:] = np.cumsum(preprocessed.present.T == 0, axis=1)
    weights = np.zeros((preprocessed.topics, preprocessed.people), dtype=np.int32)
    topic_of_voter = np.repeat(np.arange(preprocessed.topics + 1), np.diff(arrays["voter_offsets"]))
    weights[topic_of_voter, arrays["voters"]] = arrays["voter_weights"]
    length, vote_offsets, vote_topics = preprocessed.length, arrays["vote_offsets"], arrays["vote_topics"]
    votes = [vote_topics[start:end].tolist() for start, end in pairwise(vote_offsets.tolist())]
    return Instance(
        **arrays,
        length=np.array(length, dtype=np.int64),
        weights=weights,
        **_rows("long_offsets", "long_topics", [[t for t in topics if length[t] > 1] for topics in votes]),
        **_units(preprocessed),
        absences=absences,
        head_count=preprocessed.count.astype(np.int64),
        **_published(preprocessed),
        **_breaks(preprocessed),
    )


def _rows(offsets_name: str, entries_name: str, rows: Iterable[Iterable[int]]) -> dict[str, Any]:
    """Return the rows one after the other, and their offsets."""
    lists = [list(row) for row in rows]
    return {
        offsets_name: np.cumsum([0, *map(len, lists)]),
        entries_name: np.array([entry for row in lists for entry in row], dtype=np.int64),
    }


def _units(preprocessed: PreprocessedInstance) -> dict[str, Any]:
    units, unit_of = preprocessed.units, preprocessed.unit_of
    return {
        "unit_of": np.array(unit_of, dtype=np.int64),
        "unit_bounds": np.array([*(unit[0] for unit in units), preprocessed.slots], dtype=np.int64),
        "first_slot": np.array([units[unit][0] for unit in unit_of], dtype=np.int64),
        "end_slot": np.array([units[unit][-1] + 1 for unit in unit_of], dtype=np.int64),
    }


def _published(preprocessed: PreprocessedInstance) -> dict[str, Any]:
    """Return where each topic was published, and whom a change affects."""
    published = np.full(preprocessed.topics, NEW)
    for topic, (start, room) in preprocessed.previous.items():
        published[topic] = start * preprocessed.rooms + room if min(start, room) >= 0 else UNPLACEABLE
    followers = [
        preprocessed.followers[topic] if topic in preprocessed.previous else ()
        for topic in range(preprocessed.topics)
    ]
    return {
        "published": published,
        **_rows("follower_offsets", "followers", followers),
        "change_cost": preprocessed.by.change,
    }


def _breaks(preprocessed: PreprocessedInstance) -> dict[str, Any]:
    """Return what the breaks of contacts depend on: only where they matter, and with several sessions."""
    problem, slots = preprocessed.problem, range(preprocessed.slots)
    sessions: list[list[int]] = [[] for _ in range(preprocessed.people)]
    for topic, raised in preprocessed.excess.items():
        for person, _ in raised:
            sessions[person].append(topic)
    sessions = [row if preprocessed.is_linked and len(row) > 1 else [] for row in sessions]
    contacts: list[list[int]] = [[] for _ in range(preprocessed.topics)]
    for person, row in enumerate(sessions):
        for topic in row:
            contacts[topic].append(person)
    blocks = [slot.block for slot in problem.slots]
    adjacent = [slot > 0 and blocks[slot - 1] == blocks[slot] for slot in slots]
    return {
        **_rows("contact_offsets", "contacts", contacts),
        **_rows("session_offsets", "sessions", sessions),
        "lacks_break": np.array(
            [[breaks.are_close(problem, a, b) for b in slots] for a in slots], dtype=np.bool_
        ),
        "is_adjacent": np.array(adjacent, dtype=np.bool_),
        "most_in_a_row": problem.most_in_a_row,
        "break_penalty": round(BREAK * initial_temperature(preprocessed)),
    }
