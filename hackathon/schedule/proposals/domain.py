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
        """What names the group as long as the same moves lead from the same draft."""
        return hashlib.sha256(repr(self.moves).encode()).hexdigest()[:16]


@dataclass(frozen=True, kw_only=True)
class Proposal:
    """A planner run's proposal, compared with the current draft."""

    run: int
    groups: tuple[MoveGroup, ...]
    effect: PeopleEffect
    """That of all groups together."""
    percent_attended: int | None
    summary: Message

    @property
    def moves(self) -> int:
        """How many sessions would be elsewhere."""
        return sum(len(group.moves) for group in self.groups)


def group_moves(
    moves: Iterable[int], needs: Callable[[frozenset[int]], frozenset[int]]
) -> tuple[frozenset[int], ...]:
    """Return the moves in groups; `needs` says which moves a set of them can't do without."""
    left, groups = set(moves), list[frozenset[int]]()
    for move in sorted(left):
        if move not in left:
            continue
        group, before = frozenset((move,)), frozenset[int]()
        while group != before:
            before = group
            group |= needs(group)
            # What another group needs belongs to both, which are one then.
            for other in [each for each in groups if each & group]:
                groups.remove(other)
                group |= other
        left -= group
        groups.append(group)
    return tuple(sorted(groups, key=min))
