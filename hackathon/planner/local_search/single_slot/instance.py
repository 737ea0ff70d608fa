"""The single-slot instance: a problem as flat arrays, which compiled code reads and never changes."""

from typing import NamedTuple

import numpy as np

from hackathon.planner.local_search.flat_arrays import (
    BoolArray,
    Int32Array,
    Int64Array,
    flat_arrays,
)
from hackathon.planner.local_search.single_slot.common_voters import common_voters
from hackathon.planner.preprocessed_instance import PreprocessedInstance

# Common voters of two topics are listed up to this many; 16 bytes each.
MAX_COMMON_VOTERS = 30_000_000


class Instance(NamedTuple):
    """A problem as arrays. T topics, S slots, R rooms, P people, V votes, L allowed places, O orders.

    People with the same votes, sessions and absences are one person with a number of attendees. Weights
    and seats are multiplied by what they cost. Topic number T is no topic: nobody wants it, it costs nothing.
    Rows of `x_offsets[i]:x_offsets[i + 1]` are the entries of i. C common voters may be too many to list;
    then C is 0.

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
    common_start      T, T     int64  where the common voters of topics t < u start
    common_count      T, T     int32  how many they are
    common_voters     C        int32  the people who want both
    common_weights    C, 2     int32  their weights of t and of u
    attendees         S, P     int32  how many people a person stands for who are present in a slot
    place_offsets     T + 1    int64
    places            L        int32  the allowed places of each topic
    allowed           T, S * R bool   whether a topic may have a place
    seat_cost         T + 1, R int64  the cost of the seats that a room lacks
    contact_excess    T + 1    int64  what the weights of those who run the topic were raised by
    unplaced_cost     -        int    the cost of lost votes when no topic has a place
    unplaced_penalty  T + 1    int64  the penalty for a topic without a place
    clash_penalty     T, T     int32  the penalty for two topics in the same slot
    has_clash         T + 1    bool   whether a topic has any such penalty
    order_offsets     T + 2    int64
    order_topics      2 * O    int32  the topics that must come before or after each topic
    is_successor      2 * O    bool   whether the topic must come after that one
    order_penalty     -        int    the penalty for a violated order
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
    common_start: Int64Array
    common_count: Int32Array
    common_voters: Int32Array
    common_weights: Int32Array
    attendees: Int32Array
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


def build_instance(
    preprocessed: PreprocessedInstance, max_common_voters: int = MAX_COMMON_VOTERS
) -> Instance:
    """Return the instance of a problem in which every session fills one slot."""
    arrays = flat_arrays(preprocessed)
    return Instance(
        **arrays,
        attendees=preprocessed.counted.astype(np.int32),
        **common_voters(arrays, max_common_voters),
    )
