"""Labels for the review states, roles and fields of a topic."""

from collections.abc import Mapping
from types import MappingProxyType

from flask_babel import lazy_gettext as _l

from hackathon.core.domain.topics import ContactRole, ProgrammeState, ReviewState
from hackathon.core.text.messages import Message, message
from hackathon.core.translation import translated

NOT_REVIEWED = message("Not reviewed")

REVIEW_STATES: Mapping[ReviewState, Message] = MappingProxyType(
    {
        ReviewState.NEW: message("New"),
        ReviewState.NEEDS_REVIEW: message("Needs review"),
        ReviewState.NEEDS_WORK: message("Needs work"),
        ReviewState.REVIEWED: message("Reviewed"),
        ReviewState.WITHDRAWN: message("Withdrawn"),
    }
)
"""Messages, since the readiness report is also written as JSON, always in English."""

CONTACT_ROLES = {
    ContactRole.TECHNICAL_CONTACT: _l("Technical contact"),
    ContactRole.MENTOR: _l("Mentor"),
    ContactRole.PROPOSER: _l("Proposer"),
}

PROGRAMME_STATES = {
    ProgrammeState.NOT_APPLICABLE: _l("Not applicable"),
    ProgrammeState.YES: _l("Yes"),
    ProgrammeState.UNKNOWN: _l("Unknown"),
}

FIELDS = {
    "title": _l("Title"),
    "area": _l("Area"),
    "description": _l("Description"),
    "outcomes": _l("Outcomes"),
    "steps": _l("Steps"),
    "references": _l("References"),
    "skills": _l("Skills"),
    "difficulty": _l("Difficulty"),
    "forum": _l("Mailing list or forum"),
    "chat": _l("Chat channel"),
    "contact_note": _l("Contact note"),
    "inserted_on": _l("Added on"),
    "verified": _l("Verified"),
    "programme": _l("Student programme"),
    "length": _l("Length in slots"),
    "needs": _l("Equipment"),
    "is_plenary": _l("Plenary"),
    "may_run_twice": _l("May run twice"),
    "review_state": _l("Review"),
    "contacts": _l("Contacts"),
}
"""Every field of `TopicFields`, by its name."""


def review_label(state: ReviewState | None) -> str:
    """Return the label of a review state, in the language of the page."""
    return translated(NOT_REVIEWED if state is None else REVIEW_STATES[state])


def contact_role_label(role: ContactRole) -> str:
    """Return the label of a contact's role, in the language of the page."""
    return str(CONTACT_ROLES[role])
