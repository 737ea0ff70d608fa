"""The interpretation of a page, to be shown beside the page and corrected.

    understand(source, corrections=(), kind=None) -> Understanding        (in `understand.py`)
    layout_fingerprint(document) -> str                                   (in `layout_fingerprint.py`)

`source` is a text or a parsed `Document`. Corrections (`corrections.py`) are applied by reading again:
`TakeAs(collection, role)`, `MapLabel(label, field)`, `IgnoreLines(first, last)`; leaving one out undoes it.
Everything is a code or a value; the caller turns them into sentences (`ReasonCode` lists the codes).
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from hackathon.pages.model.page import Page
from hackathon.pages.recognition.corrections.operations import Correction, Role
from hackathon.pages.recognition.labels.field_labels import Field


class LineUse(StrEnum):
    """The use of a line of the source."""

    BLANK = "blank"
    TITLE = "title"
    LABEL = "label"
    CONTACT = "contact"
    DESCRIPTION = "description"
    FIELD = "field"
    VOTE = "vote"
    ATTENDEE = "attendee"
    EVENT = "event"
    HEADING = "heading"
    TEXT = "text"
    TEMPLATE = "template"
    CONTENTS = "contents"
    MARKUP = "markup"
    IGNORED = "ignored"
    UNPLACED = "unplaced"


class ReasonCode(StrEnum):
    """The reason for an interpretation."""

    SAID = "said"
    LABELS = "labels"
    WORDS = "words"
    ANNOUNCED = "announced"
    BETWEEN_TOPICS = "between_topics"
    TOPICS_BELOW = "topics_below"
    LIST_BELOW = "list_below"
    INSIDE_TOPIC = "inside_topic"
    LABEL = "label"
    COLUMNS = "columns"
    PEOPLE_BEHIND = "people_behind"
    TITLE_OF_PAGE = "title_of_page"
    FRONT_MATTER = "front_matter"
    NOTHING = "nothing"


@dataclass(frozen=True, slots=True, kw_only=True)
class MemberGuess:
    """One heading, item or row of a collection, with its role."""

    line: int
    text: str
    role: Role
    reason: ReasonCode
    confidence: float


@dataclass(frozen=True, slots=True, kw_only=True)
class CollectionGuess:
    """Things of one kind below one heading, or anywhere: "44 headings: 43 topics, 1 template".

    `key` is what a `TakeAs` names. `kind` is "heading:3", "bold lines", "title lines", "list", "table" or
    "template NAME"; `above` is the heading that they stand below. `role` is that of most members.
    """

    key: str
    kind: str
    above: str
    role: Role
    reason: ReasonCode
    confidence: float
    members: tuple[MemberGuess, ...]

    @property
    def counts(self) -> Mapping[Role, int]:
        """How many members were taken for what."""
        counts: dict[Role, int] = {}
        for member in self.members:
            counts[member.role] = counts.get(member.role, 0) + 1
        return counts

    @property
    def is_question(self) -> bool:
        """Whether a person should be asked."""
        return self.confidence < ASK_BELOW


@dataclass(frozen=True, slots=True, kw_only=True)
class LabelGuess:
    """A label or column header, its number of occurrences, and its field.

    A known label that is left out has no field.
    """

    label: str
    field: Field | None
    lines: tuple[int, ...]
    is_column: bool = False
    is_left_out: bool = False

    @property
    def count(self) -> int:
        """How often it occurs on the page."""
        return len(self.lines)


@dataclass(frozen=True, slots=True, kw_only=True)
class OutlineEntry:
    """A heading of the page, or a line used as one, with its role."""

    line: int
    level: int
    text: str
    role: Role | None


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceLine:
    """A line of the source and what became of it; `topic` is the number `n` of the topic that has it."""

    number: int
    text: str
    use: LineUse
    topic: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Understanding:
    """A page as it was understood, with every guess.

    `page.topics` and `page.attendees` have the line that each came from. `layout` is the fingerprint under
    which the corrections can be offered for the next page.
    """

    page: Page
    format: str
    layout: str
    outline: tuple[OutlineEntry, ...] = ()
    collections: tuple[CollectionGuess, ...] = ()
    labels: tuple[LabelGuess, ...] = ()
    lines: tuple[SourceLine, ...] = ()
    corrections: tuple[Correction, ...] = ()
    line_counts: Mapping[LineUse, int] = field(default_factory=dict)

    @property
    def is_page(self) -> bool:
        """Whether there is anything to import: a topic, a person or the event's days."""
        return bool(self.page.topics or self.page.attendees or self.page.event)


ASK_BELOW = 0.75
"""A guess that is less sure is shown as a question."""
