"""What is known of a topic whatever event it belongs to."""

from enum import StrEnum


class ReviewState(StrEnum):
    """Where a topic stands in its review; a topic without one is "not reviewed"."""

    NEW = "new"
    NEEDS_REVIEW = "needs_review"
    NEEDS_WORK = "needs_work"
    REVIEWED = "reviewed"
    WITHDRAWN = "withdrawn"


class ContactRole(StrEnum):
    """A person's part in a topic."""

    TECHNICAL_CONTACT = "technical_contact"
    MENTOR = "mentor"
    PROPOSER = "proposer"


class ProgrammeState(StrEnum):
    """Whether a topic is eligible for a student programme (GSoC, Outreachy)."""

    YES = "yes"
    UNKNOWN = "unknown"
    NOT_APPLICABLE = "not_applicable"
