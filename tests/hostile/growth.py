"""How the work on a text grows with its length: the one kind of timing that belongs in a test."""

import gc
import time
from collections.abc import Callable

ENOUGH = 0.005
"""Seconds of processor time from which on a run says more than the clock's own grain."""
MOST_GROWTH = 8
"""What is linear takes 4 times as long for 4 times the text, what is quadratic 16 times."""
LONGEST = 1_000_000
RUNS = 3


def growth(work: Callable[[str], object], text: Callable[[int], str], *, longest: int = LONGEST) -> float:
    """Return how many times as long the work takes on four times the text, by the least of several runs.

    The text is as long as a run of five milliseconds needs. Work that takes less on the longest of all
    texts is too little to be judged, and grows by 1. Growth that looks too steep is measured once more on
    texts four times as long: quadratic work shows the same there, a neighbour on a busy machine doesn't.
    """
    length = 2_000
    while _seconds(work, text(length)) < ENOUGH or (short := _least_seconds(work, text(length))) < ENOUGH:
        length *= 4
        if length > longest:
            return 1
    grown = _seconds(work, text(4 * length)) / short
    if grown > MOST_GROWTH:
        grown = min(grown, _growth_at(length, work, text))
    return grown if grown <= MOST_GROWTH else min(grown, _growth_at(4 * length, work, text))


def _growth_at(length: int, work: Callable[[str], object], text: Callable[[int], str]) -> float:
    short, long = text(length), text(4 * length)
    least = float("inf")
    for _ in range(RUNS):
        # The short text is measured anew beside each long run: a machine that slows down in between says
        # nothing about the text.
        least = min(least, _seconds(work, long) / _least_seconds(work, short))
        if least <= MOST_GROWTH:
            break
    return least


def _least_seconds(work: Callable[[str], object], text: str) -> float:
    """Return the least of several runs: the first one also pays for caches and lazy imports."""
    return min(_seconds(work, text) for _ in range(RUNS))


def _seconds(work: Callable[[str], object], text: str) -> float:
    gc.disable()
    try:
        begun = time.thread_time()
        work(text)
        return time.thread_time() - begun
    finally:
        gc.enable()
