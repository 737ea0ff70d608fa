"""The review of a topic: who may move it from one state to another, and who may tick off what is said of it.

As on the wiki lists: those who stand for a topic ask for a review and answer it, others look at it, and
organizers keep the list, with helpers. Nobody reviews their own topic. Whoever stands for a topic may give
it up; to bring it back is for organizers, because one of them may have withdrawn it. A topic without a
state counts as new.
"""

from collections.abc import Collection, Set
from enum import StrEnum

from hackathon.domain.topics import ReviewState


class Part(StrEnum):
    """What somebody is to one topic; nobody, one or several of these."""

    ORGANIZER = "organizer"
    HELPER = "helper"
    """Keeps the list with the organizers, but takes nothing off it."""
    CONTACT = "contact"
    """Technical contact, mentor or proposer."""
    REVIEWER = "reviewer"
    """Was named a reviewer of the event, or has answered the checklist for it."""


_NEW, _NEEDS_REVIEW, _NEEDS_WORK = ReviewState.NEW, ReviewState.NEEDS_REVIEW, ReviewState.NEEDS_WORK
_REVIEWED, _WITHDRAWN = ReviewState.REVIEWED, ReviewState.WITHDRAWN

_LISTED = frozenset(ReviewState) - {_WITHDRAWN}

# For each part: from which state to which others. Organizers make every move.
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
"""Who keeps the list."""


def moves(parts: Collection[Part], state: ReviewState | None) -> tuple[ReviewState, ...]:
    """Return the states to which somebody with these parts may move a topic, in the order of a review."""
    if Part.CONTACT in parts:
        parts = set(parts) - {Part.REVIEWER}
    allowed = {to for part in parts for to in _MOVES[part].get(state or _NEW, ())}
    if state is None and _KEEPERS & set(parts):
        allowed.add(_NEW)
    return tuple(each for each in ReviewState if each in allowed)


def may_see_names(parts: Collection[Part]) -> bool:
    """Whether somebody may see who wants a topic, by name, and what they noted for its contacts."""
    return Part.CONTACT in parts or bool(_KEEPERS & set(parts))


def may_tick(parts: Collection[Part], *, is_author: bool) -> bool:
    """Whether somebody may say that a comment is addressed, or that it is not after all."""
    return is_author or may_see_names(parts)
