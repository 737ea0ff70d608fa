"""A hard rule that an agenda breaks: which one, what it is about, and whether it may be overridden."""

from dataclasses import dataclass

from hackathon.planner.model.rules import Kind

OVERRIDABLE = frozenset(
    (
        Kind.FEATURES,
        Kind.SEATS,
        Kind.AWAY,
        Kind.PLENARY,
        Kind.ORDER,
        Kind.IN_A_ROW,
        Kind.BUFFER,
        Kind.CLASH,
    )
)
"""What someone may know better than we do: a projector is carried over, a contact comes in early.

Nobody is in two rooms at once, two sessions don't share one, and nothing moves into the past.
"""

Key = tuple[Kind, tuple[int, ...], int | None, int | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class BrokenRule:
    """One broken rule; `topics`, `person` and `slot` are positions in the problem, `detail` what is missing.

    If there are two topics, the one mentioned first comes first: the plenary, or what should come earlier.
    """

    kind: Kind
    words: str
    topics: tuple[int, ...]
    person: int | None = None
    slot: int | None = None
    detail: str = ""

    @property
    def is_overridable(self) -> bool:
        """Whether an organizer may override it."""
        return self.kind in OVERRIDABLE

    @property
    def key(self) -> Key:
        """Identifies it among the broken rules of the same problem."""
        return self.kind, self.topics, self.person, self.slot
