"""Rules between a contact's sessions: not too many in a row, and time to change rooms."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from hackathon.planner.model.problem import Problem


def are_close(problem: Problem, ends: int, starts: int) -> bool:
    """Whether the time between the end of one slot and the start of another is too short to change rooms.

    Without times, slots of one block follow each other at once.
    """
    if not problem.buffer or starts <= ends:
        return False
    last, first = problem.slots[ends], problem.slots[starts]
    if not last.ends or not first.starts:
        return starts == ends + 1 and first.block == last.block
    pause = datetime.fromisoformat(first.starts) - datetime.fromisoformat(last.ends)
    return pause < timedelta(minutes=problem.buffer)


def in_a_row(problem: Problem, session: range, others: Iterable[range]) -> int:
    """Return the length of a person's run of sessions without a break that contains this one."""
    ending, starting = {}, {}
    for other in others:
        ending[other.stop], starting[other.start] = other, other
    count = 1
    at = session.start
    while at in ending and _follows(problem, at):
        count, at = count + 1, ending[at].start
    at = session.stop
    while at in starting and _follows(problem, at):
        count, at = count + 1, starting[at].stop
    return count


def _follows(problem: Problem, slot: int) -> bool:
    return problem.slots[slot - 1].block == problem.slots[slot].block
