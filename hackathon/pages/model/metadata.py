"""Page metadata: sections, notices, last revision and student programme."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from hackathon.core.domain.topics import ReviewState


class SectionKind(StrEnum):
    """The content below a heading."""

    INFO = "info"
    RULES = "rules"
    CONTAINER = "container"
    TOPICS = "topics"
    AREA = "area"
    ATTENDEES = "attendees"
    MILESTONES = "milestones"


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A heading of the page that is not a topic's.

    `level` is 1 for the page's own title, 2 for a list of topics, 3 for an area of it: judged by the words
    and by what stands around, since rendered text shows no levels. The heading of a list that was lost,
    while its first sentence says what it holds, `is_implied`: a name in brackets, at that sentence's line.
    """

    line: int
    heading: str
    kind: SectionKind
    level: int = 2
    review_state: ReviewState | None = None
    parent: str | None = None
    is_implied: bool = False

    @property
    def name(self) -> str:
        """The name by which topics refer to it."""
        return self.heading


class TopicForm(StrEnum):
    """The form of a topic on its page."""

    RENDERED = "rendered"
    RAW_TEMPLATE = "raw-template"
    EMPTY = "empty"


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """A box that tells readers something about the page, such as that it is under construction."""

    line: int
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Revision:
    """The line that says who last changed the page; missing parts are None."""

    raw: str
    author: str | None = None
    day: date | None = None
    count: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Outreach:
    """The student programme that a page collects ideas for, and which year or round of it."""

    programme: str
    year: int | None = None
    round: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TopicPlacement:
    """Where on the page a topic stands."""

    n: int
    section: str | None
    area: str | None
    review_state: ReviewState | None
