"""Values of a topic that don't depend on its event."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from hackathon.core.text.characters import clean_name

MOST_SLOTS = 8
"""The most slots that a topic may take."""

MARKDOWN_FIELDS = (
    "description",
    "outcomes",
    "steps",
    "references",
    "skills",
    "difficulty",
    "verified",
    "contact_note",
)
"""The fields of a topic that are written in Markdown."""


class ReviewState(StrEnum):
    """The review state of a topic; None means "not reviewed"."""

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


class LinkKind(StrEnum):
    """The relation between two topics."""

    MERGED = "merged"
    """It was merged into the other."""
    SPLIT = "split"
    """It was split from the other."""
    CARRIED = "carried"
    """It was carried over from the other, at an earlier event."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NamedContact:
    """A person, by key, and their part in a topic."""

    person_id: int
    role: ContactRole = ContactRole.TECHNICAL_CONTACT


@dataclass(frozen=True, slots=True, kw_only=True)
class ContactLine:
    """A name as typed, and the role of that person in the topic."""

    name: str
    role: ContactRole


@dataclass(frozen=True, slots=True, kw_only=True)
class TopicFields:
    """All fields of a topic that people edit: `area` by slug, `length` in slots, contacts in order."""

    title: str
    area: str | None = None
    description: str = ""
    outcomes: str = ""
    steps: str = ""
    references: str = ""
    skills: str = ""
    difficulty: str = ""
    forum: str = ""
    chat: str = ""
    contact_note: str = ""
    inserted_on: date | None = None
    verified: str = ""
    programme: ProgrammeState = ProgrammeState.NOT_APPLICABLE
    length: int = 1
    needs: tuple[str, ...] = ()
    is_plenary: bool = False
    may_run_twice: bool = False
    review_state: ReviewState | None = ReviewState.NEW
    contacts: tuple[NamedContact, ...] = ()

    def __post_init__(self) -> None:
        if not clean_name(self.title).strip():
            raise ValueError("a topic has no title")
        if not 1 <= self.length <= MOST_SLOTS:
            raise ValueError(f"topic '{self.title}' takes {self.length} slots, not 1 to {MOST_SLOTS}")
