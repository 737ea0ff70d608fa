"""What is written down of a topic after its sessions: kinds, results and limits."""

from enum import StrEnum

LONGEST_MINUTES = 50_000
"""Characters; more is no minutes but a file, which a link leads to."""
LONGEST_JOINED_MINUTES = 2 * LONGEST_MINUTES
"""Characters of minutes that two people wrote at the same time, of which nothing is lost."""
LONGEST_LINE = 500
"""Characters of a decision, an action or a link, and of a sentence about a promise."""
MOST_HEADS = 100_000
"""People in a session; nobody counts more."""


class OutcomeKind(StrEnum):
    """The kind of a line in a topic's outcome."""

    DECISION = "decision"
    ACTION = "action"
    LINK = "link"


class PromiseResult(StrEnum):
    """How far a topic kept its promise."""

    MET = "met"
    PARTLY_MET = "partly met"
    NOT_MET = "not met"
