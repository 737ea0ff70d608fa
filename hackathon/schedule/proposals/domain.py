"""A proposed agenda as moves from the draft, in groups that only make sense together."""

import hashlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from hackathon.core.text.messages import Message

Place = tuple[int, int]
"""The keys of a slot and a room."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposedMove:
    """A session's proposed move; None means no place. `topic` is a number, `topic_id` a key."""

    topic_id: int
    topic: int
    run: int
    title: str
    was: Place | None
    becomes: Place | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PeopleEffect:
    """The names of the people who gain and lose."""

    gains: tuple[str, ...]
    loses: tuple[str, ...]

    @property
    def people(self) -> int:
        """How many more lose than gain."""
        return len(self.loses) - len(self.gains)


@dataclass(frozen=True, slots=True, kw_only=True)
class MoveGroup:
    """Moves that are only made together, and their effect on people."""

    moves: tuple[ProposedMove, ...]
    effect: PeopleEffect

    @property
    def key(self) -> str:
        """Identifies the group: the same moves from the same draft have the same key."""
        return hashlib.sha256(repr(self.moves).encode()).hexdigest()[:16]


@dataclass(frozen=True, kw_only=True)
class Proposal:
    """A planner run's proposal, compared with the current draft."""

    run: int
    groups: tuple[MoveGroup, ...]
    effect: PeopleEffect
    """The effect of all groups together."""
    percent_attended: int | None
    summary: Message

    @property
    def moves(self) -> int:
        """The number of moved sessions."""
        return sum(len(group.moves) for group in self.groups)


def group_moves(
    moves: Iterable[int], needs: Callable[[frozenset[int]], frozenset[int]]
) -> tuple[frozenset[int], ...]:
    """Return the moves in groups; `needs` returns which further moves a set of moves requires."""
    left, groups = set(moves), list[frozenset[int]]()
    for move in sorted(left):
        if move not in left:
            continue
        group, before = frozenset((move,)), frozenset[int]()
        while group != before:
            before = group
            group |= needs(group)
            # A move that two groups require joins them into one.
            for other in [each for each in groups if each & group]:
                groups.remove(other)
                group |= other
        left -= group
        groups.append(group)
    return tuple(sorted(groups, key=min))
