"""The common voters of each two topics, which the delta evaluation of a swap needs."""

from typing import Any

import numpy as np

from hackathon.planner.jit import njit
from hackathon.planner.local_search.flat_arrays import Int32Array, Int64Array


def common_voters(arrays: dict[str, Any], limit: int) -> dict[str, Any]:
    """Return the fields of an instance about common voters, which are listed if they are within the limit."""
    topic_count, offsets, topics = arrays["topic_count"], arrays["vote_offsets"], arrays["vote_topics"]
    counts = count_common_voters(topic_count, offsets, topics)
    ends = np.cumsum(counts, dtype=np.int64).reshape(counts.shape)
    total = int(ends[-1, -1]) if topic_count else 0
    starts = ends - counts
    if total > limit:
        total, offsets = 0, offsets[:1]
    voters, weights = list_common_voters(starts, total, offsets, topics, arrays["vote_weights"])
    return {
        "common_start": starts,
        "common_count": counts,
        "common_voters": voters,
        "common_weights": weights,
    }


@njit
def count_common_voters(topic_count: int, vote_offsets: Int64Array, vote_topics: Int32Array) -> Int32Array:
    """Return how many people want each two topics, the smaller number first."""
    counts = np.zeros((topic_count, topic_count), np.int32)
    for person in range(len(vote_offsets) - 1):
        for vote in range(vote_offsets[person], vote_offsets[person + 1]):
            for other_vote in range(vote + 1, vote_offsets[person + 1]):
                counts[vote_topics[vote], vote_topics[other_vote]] += 1
    return counts


@njit
def list_common_voters(
    starts: Int64Array,
    total: int,
    vote_offsets: Int64Array,
    vote_topics: Int32Array,
    vote_weights: Int32Array,
) -> tuple[Int32Array, Int32Array]:
    """Return the people who want each two topics, and their weights, from the positions in `starts`."""
    voters, weights, next_position = np.zeros(total, np.int32), np.zeros((total, 2), np.int32), starts.copy()
    for person in range(len(vote_offsets) - 1):
        for vote in range(vote_offsets[person], vote_offsets[person + 1]):
            for other_vote in range(vote + 1, vote_offsets[person + 1]):
                position = next_position[vote_topics[vote], vote_topics[other_vote]]
                next_position[vote_topics[vote], vote_topics[other_vote]] += 1
                voters[position] = person
                weights[position, 0], weights[position, 1] = vote_weights[vote], vote_weights[other_vote]
    return voters, weights
