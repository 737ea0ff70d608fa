"""The schedule page as one value: a grid per day, the tray, and the figures above."""

from dataclasses import dataclass
from datetime import date, datetime, time

from hackathon.core.text.messages import Message
from hackathon.schedule.state_strip.domain import Finding, MustLost, Strip

MOST_CELLS = 1_500
"""A cell with a session is about 1.3 kB of HTML, so a browser can handle this many with ease."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AreaLabel:
    """The area of a topic; its colour comes from the event's stylesheet, by slug."""

    slug: str
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Interest:
    """The number of voters for a topic, by choice."""

    must: int = 0
    will: int = 0
    maybe: int = 0

    @property
    def total(self) -> int:
        """All interested people."""
        return self.must + self.will + self.maybe


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """A session in the grid.

    `topic` is the number of its topic, `run` which of the topic's sessions it is, `runs` how many of them are
    scheduled. `slot` and `room` are keys. It takes `length` slots, which span `span` rows of the grid;
    `lengths` are its possible lengths there, in minutes. `expected` people attend, of whom `seats_short` get
    no seat; `missing` want it but can't attend. `is_fixed` says that it has begun, so that it can't be moved.
    """

    topic: int
    run: int
    runs: int
    title: str
    address: str
    area: AreaLabel | None
    contacts: tuple[str, ...]
    slot: int
    room: int
    starts: time
    ends: time
    minutes: int
    lengths: tuple[int, ...]
    length: int
    span: int
    expected: int
    seats: int
    seats_short: int
    interest: Interest
    missing: int
    pinned: bool
    is_plenary: bool
    is_fixed: bool
    may_run_twice: bool
    problems: tuple[Finding, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class GridCell:
    """A room at a time; `sessions` begin here, more than one only while they are in conflict.

    A covered cell is occupied by a session that began in an earlier row.
    """

    room: int
    is_closed: bool
    is_covered: bool
    sessions: tuple[Card, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class GridRow:
    """A slot with a cell for each room, or a break, which has no cells."""

    slot: int
    starts: time
    ends: time
    label: str
    is_break: bool
    is_past: bool
    """Whether it has begun, so that nothing can be moved here."""
    cells: tuple[GridCell, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class GridDay:
    """The slots of one day, in order."""

    day: date
    rows: tuple[GridRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class GridRoom:
    """A room, as a column of the grid."""

    id: int
    name: str
    capacity: int
    features: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TrayTopic:
    """A session that is not scheduled, and why; a topic that runs twice has two of them."""

    topic: int
    run: int
    title: str
    address: str
    area: AreaLabel | None
    contacts: tuple[str, ...]
    minutes: int
    length: int
    interest: Interest
    is_plenary: bool
    why: Message


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposalSummary:
    """The planner's proposal in short: how many groups of moves, and who gains and loses."""

    run: int
    groups: int
    moves: int
    gains: int
    loses: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannerRun:
    """A running planner run."""

    run: int
    is_queued: bool
    seconds: float
    asked_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class ScheduleBoard:
    """The content of the page for a draft, the same for every organizer."""

    days: tuple[GridDay, ...]
    rooms: tuple[GridRoom, ...]
    tray: tuple[TrayTopic, ...]
    strip: Strip
    findings: tuple[Finding, ...]
    musts_lost: tuple[MustLost, ...]


@dataclass(frozen=True, kw_only=True)
class SchedulePage:
    """Everything that the page shows. `version` is 0 while there is no draft."""

    version: int
    days: tuple[GridDay, ...]
    rooms: tuple[GridRoom, ...]
    tray: tuple[TrayTopic, ...]
    strip: Strip
    findings: tuple[Finding, ...]
    musts_lost: tuple[MustLost, ...]
    undo: Message | None
    """The reader's next step to undo, such as "Move “Portathon”"."""
    redo: Message | None
    present: tuple[str, ...]
    """The names of the other organizers viewing the page now."""
    proposal: ProposalSummary | None
    planner: PlannerRun | None
    revision: int | None
    """The number of the published revision."""

    @property
    def is_shown_by_day(self) -> bool:
        """Whether there are so many cells that only one day is shown at a time."""
        cells = sum(len(row.cells) for day in self.days for row in day.rows)
        return len(self.days) > 1 and cells > MOST_CELLS

    def day_of(self, card: Card) -> GridDay:
        """Return the day on which a session begins."""
        return next(day for day in self.days if any(row.slot == card.slot for row in day.rows))

    @property
    def cards(self) -> tuple[Card, ...]:
        """All sessions of the grid, in order."""
        return tuple(
            card for day in self.days for row in day.rows for cell in row.cells for card in cell.sessions
        )
