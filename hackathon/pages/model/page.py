"""A page as read: frozen values without behaviour."""

import re
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from hackathon.core.domain.attendance import EventKind, Status
from hackathon.core.domain.topics import ContactRole, ProgrammeState, ReviewState
from hackathon.pages.model.event import EventStatement, PageMilestone
from hackathon.pages.model.metadata import Notice, Outreach, Revision, Section, TopicForm
from hackathon.pages.model.questions import Question
from hackathon.pages.model.setup import Setup
from hackathon.pages.model.source import Line
from hackathon.pages.model.texts import Block, FieldValue, TextField
from hackathon.pages.model.topic_outcome import PageOutcome

_TITLE_PREFIX = re.compile(r"(?:project|topic|idea)\s*:\s+", re.IGNORECASE)


class Confidence(StrEnum):
    """How sure we are of a date."""

    CERTAIN = "certain"
    INFERRED = "inferred"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class InsertDate:
    """The day a topic was put on the page; `day` is None where nothing decides between the alternatives."""

    raw: str
    day: date | None
    confidence: Confidence
    format: str | None = None
    is_ambiguous: bool = False
    alternatives: tuple[date, ...] = ()
    why: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Programme:
    """Whether the page offers the topic to a student programme."""

    raw: str
    state: ProgrammeState


@dataclass(frozen=True, slots=True, kw_only=True)
class NamedPerson:
    """A person named in a contact field; `role` only where it is another than the field's label says."""

    name: str
    email: str | None = None
    role: ContactRole | None = None
    affiliation: str | None = None
    handle: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Contact:
    """A contact field: its label, the people named in it, and the rest of its text.

    `is_obfuscated` if it contains an address in a form that no machine should read.
    """

    label: str
    raw: str
    people: tuple[NamedPerson, ...]
    note: str | None = None
    is_obfuscated: bool = False

    @property
    def role(self) -> ContactRole:
        """The part that the label gives the people."""
        is_mentor = self.label.casefold().startswith("mentor")
        return ContactRole.MENTOR if is_mentor else ContactRole.TECHNICAL_CONTACT


class CommentKind(StrEnum):
    """The kind of a comment on a topic."""

    MUST_ATTEND = "must_attend"
    WILL_ATTEND = "will_attend"
    INTERESTED = "interested"
    COMMENT = "comment"
    REPLY = "reply"


class Icon(StrEnum):
    """The picture before a comment."""

    VOTE = "vote"
    COMMENT = "comment"


@dataclass(frozen=True, slots=True, kw_only=True)
class PageComment:
    """A vote or a comment with its signature, as far as it is signed.

    `stamp` is the instant in UTC; `day` is set instead where only a date was written. `reply_to` is the line
    of the comment that this one answers. `markdown` is the whole text where it was written as Markdown.
    `addressed` is when the comment was dealt with.
    """

    line: int
    kind: CommentKind
    text: str
    icon: Icon | None = None
    author: str | None = None
    stamp_raw: str | None = None
    stamp: datetime | None = None
    day: date | None = None
    reply_to: int | None = None
    nested: tuple[Block, ...] = ()
    markdown: str | None = None
    addressed: datetime | None = None

    @property
    def is_signed(self) -> bool:
        """Whether author and time are both given."""
        return self.author is not None and self.stamp_raw is not None

    @property
    def is_vote(self) -> bool:
        """Whether it says that someone will come or is interested."""
        return self.kind in (CommentKind.MUST_ATTEND, CommentKind.WILL_ATTEND, CommentKind.INTERESTED)


@dataclass(frozen=True, slots=True, kw_only=True)
class FurtherField:
    """A field with an unknown label; it is kept, and written back unchanged."""

    name: str
    raw: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PageTopic:
    """One topic of the page; a field is None if the page doesn't have its label.

    Only our own pages have `number`, `length`, `needs`, `is_plenary`, `may_run_twice`, `proposers` and
    `outcome`. `vote_count` is set if the page only counts votes without names.
    """

    n: int
    line: int
    title: str
    section: str | None
    area: str | None
    review_state: ReviewState | None
    date_of_insert: InsertDate | None = None
    verified: FieldValue | None = None
    gsoc: Programme | None = None
    contact: Contact | None = None
    mailing_list: FieldValue | None = None
    irc: FieldValue | None = None
    difficulty: FieldValue | None = None
    skills: TextField | None = None
    description: TextField | None = None
    outcomes: TextField | None = None
    steps: TextField | None = None
    references: TextField | None = None
    peer_review_heading: bool = False
    delete_as_addressed: bool = False
    comments: tuple[PageComment, ...] = ()
    further: tuple[FurtherField, ...] = ()
    number: int | None = None
    length: int | None = None
    needs: tuple[str, ...] | None = None
    is_plenary: bool | None = None
    may_run_twice: bool | None = None
    proposers: tuple[str, ...] = ()
    vote_count: int | None = None
    anchor: str | None = None
    form: TopicForm = TopicForm.RENDERED
    outcome: PageOutcome | None = None

    @property
    def clean_title(self) -> str:
        """The title without a word such as "Project:" before it."""
        return _TITLE_PREFIX.sub("", self.title, count=1)

    @property
    def is_empty(self) -> bool:
        """Whether nothing but the title was written."""
        short = (self.date_of_insert, self.contact, self.difficulty)
        fields = (*short, self.skills, self.description, self.outcomes, *self.comments)
        return all(field is None for field in fields)


@dataclass(frozen=True, slots=True, kw_only=True)
class Prose:
    """Text of the page below a heading (None: above the first), as Markdown where that has more."""

    section: str | None
    line: int
    blocks: tuple[Block, ...]
    is_rules: bool = False
    markdown: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PageAttendee:
    """A person in a list of attendees; `is_shown` says whether they may be named publicly."""

    line: int
    raw: str
    name: str
    affiliation: str | None
    status: Status
    is_shown: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class PageHandle:
    """A wiki user name and its owner's name."""

    handle: str
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Unplaced:
    """A line that belongs to nothing we know; it is kept and shown."""

    line: int
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A page as it was read. Every non-blank line is in exactly one of its parts.

    `site_from` is the line that the site was inferred from, if the page doesn't name it. `handles` are
    complete if the page says whose they are. `silent_on` names the fields that a page such as a table has no
    place for. Only pages from our sites or other tools have a `setup`.
    """

    title: str | None
    site: str | None
    kind: EventKind
    rendering: str
    lines: int
    chars: int
    images: tuple[str, ...] = ()
    site_from: int | None = None
    outreach: Outreach | None = None
    notices: tuple[Notice, ...] = ()
    revision: Revision | None = None
    event: EventStatement | None = None
    milestones: tuple[PageMilestone, ...] = ()
    sections: tuple[Section, ...] = ()
    prose: tuple[Prose, ...] = ()
    topics: tuple[PageTopic, ...] = ()
    attendees: tuple[PageAttendee, ...] = ()
    handles: tuple[PageHandle, ...] | None = None
    unplaced: tuple[Unplaced, ...] = ()
    questions: tuple[Question, ...] = ()
    chrome: tuple[Line, ...] = ()
    silent_on: tuple[str, ...] = ()
    setup: Setup | None = None

    @property
    def is_archived(self) -> bool:
        """Whether the page's title says that it is kept for the record."""
        return (self.title or "").casefold().startswith("archived/")

    @property
    def confirmed(self) -> tuple[PageAttendee, ...]:
        """People who said that they are coming, in the order of the page."""
        return tuple(person for person in self.attendees if person.status is Status.CONFIRMED)

    @property
    def invited(self) -> tuple[PageAttendee, ...]:
        """People who were invited and have not answered, in the order of the page."""
        return tuple(person for person in self.attendees if person.status is Status.INVITED)
