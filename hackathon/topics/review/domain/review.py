"""Who may change the review state of a topic, and who may resolve its comments.

As on the wiki lists, contacts request a review and respond to it, others review, and organizers and helpers
maintain the list. Nobody reviews their own topic. Contacts may withdraw their topic; only organizers may
restore it, because one of them may have withdrawn it. A topic without a state counts as new.
"""

from collections.abc import Collection, Set
from enum import StrEnum

from hackathon.core.domain.topics import ReviewState


class Part(StrEnum):
    """A person's part in one topic; people have none, one or several."""

    ORGANIZER = "organizer"
    HELPER = "helper"
    """Maintains the list with the organizers, but can't remove topics."""
    CONTACT = "contact"
    """Technical contact, mentor or proposer."""
    REVIEWER = "reviewer"
    """Is a reviewer of the event, or has reviewed this topic."""


_NEW, _NEEDS_REVIEW, _NEEDS_WORK = ReviewState.NEW, ReviewState.NEEDS_REVIEW, ReviewState.NEEDS_WORK
_REVIEWED, _WITHDRAWN = ReviewState.REVIEWED, ReviewState.WITHDRAWN

_LISTED = frozenset(ReviewState) - {_WITHDRAWN}

# The allowed changes of state for each part. Organizers may make all of them.
_MOVES: dict[Part, dict[ReviewState, Set[ReviewState]]] = {
    Part.ORGANIZER: {state: frozenset(ReviewState) - {state} for state in ReviewState},
    Part.HELPER: {state: _LISTED - {state} for state in _LISTED},
    Part.CONTACT: {
        _NEW: {_NEEDS_REVIEW, _WITHDRAWN},
        _NEEDS_REVIEW: {_WITHDRAWN},
        _NEEDS_WORK: {_NEEDS_REVIEW, _WITHDRAWN},
        _REVIEWED: {_WITHDRAWN},
    },
    Part.REVIEWER: {
        _NEW: {_NEEDS_WORK, _REVIEWED},
        _NEEDS_REVIEW: {_NEEDS_WORK, _REVIEWED},
        _NEEDS_WORK: {_REVIEWED},
    },
}

_KEEPERS = {Part.ORGANIZER, Part.HELPER}
"""The parts that maintain the list."""


def moves(parts: Collection[Part], state: ReviewState | None) -> tuple[ReviewState, ...]:
    """Return the states that someone with these parts may set, in the order of a review."""
    if Part.CONTACT in parts:
        parts = set(parts) - {Part.REVIEWER}
    allowed = {to for part in parts for to in _MOVES[part].get(state or _NEW, ())}
    if state is None and _KEEPERS & set(parts):
        allowed.add(_NEW)
    return tuple(target for target in ReviewState if target in allowed)


def may_see_names(parts: Collection[Part]) -> bool:
    """Whether someone may see the names of interested people and their notes."""
    return Part.CONTACT in parts or bool(_KEEPERS & set(parts))


def may_tick(parts: Collection[Part], *, is_author: bool) -> bool:
    """Whether someone may resolve or reopen a comment."""
    return is_author or may_see_names(parts)
