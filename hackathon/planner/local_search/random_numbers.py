"""Random numbers for compiled code: xorshift64*, so that a seed gives the same run on every machine.

Marsaglia (2003), Xorshift RNGs; the multiplier is from Vigna (2016), An experimental exploration of
Marsaglia's xorshift generators, scrambled.
"""

import numpy as np
from numpy.typing import NDArray

from hackathon.planner.jit import inline_njit

RandomState = NDArray[np.uint64]


def seeded(seed: int) -> RandomState:
    """Return the generator's state, one number that is never zero, for a seed."""
    return np.array([0x9E3779B97F4A7C15 ^ (seed * 0xBF58476D1CE4E5B9 % 2**64) or 1], dtype=np.uint64)


@inline_njit
def uniform(random: RandomState) -> float:
    """Draw a number from 0 (inclusive) to 1 (exclusive)."""
    x = random[0]
    x ^= x >> np.uint64(12)
    x ^= x << np.uint64(25)
    x ^= x >> np.uint64(27)
    random[0] = x
    return float((x * np.uint64(2685821657736338717)) >> np.uint64(11)) * (1.0 / 9007199254740992.0)


@inline_njit
def acceptance_threshold(random: RandomState, temperature: float) -> float:
    """Draw the largest increase of the cost that a step accepts (Metropolis criterion).

    To accept an increase d with probability exp(-d / temperature) is to accept every d up to
    -temperature * log(u), with u drawn uniformly from (0, 1].
    """
    return float(-temperature * np.log(1.0 - uniform(random)))
