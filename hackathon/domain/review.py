"""The review of a topic: who may move it from one state to another, and who may tick off what is said of it.

As on the wiki lists: those who stand for a topic ask for a review and answer it, others look at it, and
organizers keep the list. Nobody reviews their own topic. Whoever stands for a topic may give it up; to
bring it back is for organizers, because one of them may have withdrawn it. A topic without a state counts
as new.
"""

from collections.abc import Collection, Set
from enum import StrEnum

from hackathon.domain.topics import ReviewState


class Part(StrEnum):
    """What somebody is to one topic; nobody, one or several of these."""

    ORGANIZER = "organizer"
    CONTACT = "contact"
    """Technical contact, mentor or proposer."""
    REVIEWER = "reviewer"
    """Has answered the checklist for it."""


_NEW, _NEEDS_REVIEW, _NEEDS_WORK = ReviewState.NEW, ReviewState.NEEDS_REVIEW, ReviewState.NEEDS_WORK
_REVIEWED, _WITHDRAWN = ReviewState.REVIEWED, ReviewState.WITHDRAWN

# For each part: from which state to which others. Organizers make every move.
_MOVES: dict[Part, dict[ReviewState, Set[ReviewState]]] = {
    Part.ORGANIZER: {state: frozenset(ReviewState) - {state} for state in ReviewState},
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


def moves(parts: Collection[Part], state: ReviewState | None) -> tuple[ReviewState, ...]:
    """Return the states to which somebody with these parts may move a topic, in the order of a review."""
    if Part.CONTACT in parts:
        parts = set(parts) - {Part.REVIEWER}
    allowed = {to for part in parts for to in _MOVES[part].get(state or _NEW, ())}
    if state is None and Part.ORGANIZER in parts:
        allowed.add(_NEW)
    return tuple(each for each in ReviewState if each in allowed)


def may_see_names(parts: Collection[Part]) -> bool:
    """Whether somebody may see who wants a topic, by name, and what they noted for its contacts."""
    return Part.CONTACT in parts or Part.ORGANIZER in parts


def may_tick(parts: Collection[Part], *, is_author: bool) -> bool:
    """Whether somebody may say that a comment is addressed, or that it is not after all."""
    return is_author or Part.CONTACT in parts or Part.ORGANIZER in parts
