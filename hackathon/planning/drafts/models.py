"""A draft of the agenda, and how it was planned."""

import secrets
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from hackathon.core.database.types import Document, Instant, Key, Name, Words, by_value
from hackathon.core.extensions import Base
from hackathon.core.text.messages import Message
from hackathon.core.text.stored_messages import message_from_json
from hackathon.events.models import Event
from hackathon.planner.evaluation.fingerprint import content
from hackathon.planning.rooms.models import Room
from hackathon.planning.timetable.models import Slot
from hackathon.topics.models import Topic


def _next_version(before: int | None) -> int:
    """Return the next version; a new draft starts at a random one, so that forms about others are stale."""
    return (before or secrets.randbelow(2**30)) + 1


class Draft(Base):
    """A timetable that may still change; one of an event's drafts is the current one."""

    __tablename__ = "draft"
    __table_args__ = (
        Index(
            "uq_draft_current",
            "event_id",
            unique=True,
            sqlite_where=text("is_current"),
            postgresql_where=text("is_current"),
        ),
    )

    id: Mapped[Key]
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id", ondelete="CASCADE"), index=True)
    is_current: Mapped[bool] = mapped_column(default=False)
    made_at: Mapped[datetime] = mapped_column(Instant)
    version: Mapped[int] = mapped_column(default=1)
    name: Mapped[Name] = mapped_column(default="")
    """The name that organizers gave it, if any."""
    revision: Mapped[int | None]
    """The number of the revision published from it."""
    is_by_planner: Mapped[bool] = mapped_column(default=False)

    event: Mapped[Event] = relationship()
    sessions: Mapped[list["Session"]] = relationship(
        back_populates="draft", cascade="all, delete-orphan", order_by="Session.id"
    )

    @property
    def content(self) -> str:
        """The content, for comparison with that of a run."""
        return content(
            (
                each.topic.number if each.occurrence == 1 else -each.topic.number,
                each.slot.starts_at.isoformat(),
                each.room_id,
            )
            for each in self.sessions
            if not each.topic.is_withdrawn
        )

    __mapper_args__ = {"version_id_col": version, "version_id_generator": _next_version}  # noqa: RUF012 -- SQLAlchemy reads it once, at class creation


class Session(Base):
    """A topic given a room and its first slot; the planner leaves a pinned one where it is."""

    __tablename__ = "session"
    __table_args__ = (UniqueConstraint("draft_id", "topic_id", "occurrence"),)

    id: Mapped[Key]
    draft_id: Mapped[int] = mapped_column(ForeignKey("draft.id", ondelete="CASCADE"))
    topic_id: Mapped[int] = mapped_column(ForeignKey("topic.id", ondelete="CASCADE"), index=True)
    occurrence: Mapped[int] = mapped_column(default=1)
    room_id: Mapped[int] = mapped_column(ForeignKey("room.id", ondelete="CASCADE"), index=True)
    slot_id: Mapped[int] = mapped_column(ForeignKey("slot.id", ondelete="CASCADE"), index=True)
    pinned: Mapped[bool] = mapped_column(default=False)
    overridden: Mapped[list[str]] = mapped_column(JSON, default=list)
    """The kinds of rules that an organizer has overridden for the session in its current place."""

    draft: Mapped[Draft] = relationship(back_populates="sessions")
    topic: Mapped[Topic] = relationship()
    room: Mapped[Room] = relationship()
    slot: Mapped[Slot] = relationship()


class RunState(StrEnum):
    """The state of a planning run."""

    QUEUED = "queued"
    RUNNING = "running"
    DONE = "done"
    STOPPED = "stopped"
    FAILED = "failed"


class PlanMode(StrEnum):
    """What the planner may move."""

    EVERYTHING = "everything"
    UNSCHEDULED = "unscheduled"
    IMPROVE = "improve"
    FEWEST_MOVED = "fewest_moved"
    ALTERNATIVE = "alternative"
    TODAY = "today"
    """Only unscheduled sessions, and only into the current or next day."""


class ProposalState(StrEnum):
    """What happened to an agenda that a run proposed."""

    PLANNED = "planned"
    OPEN = "open"
    ACCEPTED = "accepted"
    DISMISSED = "dismissed"


SILENCE = timedelta(seconds=60)
"""How long a planning worker may be silent before it is considered dead."""


class Run(Base):
    """One run of the planner, stored completely: its problem, limits, progress and result.

    `progress` is a list of [seconds, best cost, bound or null], oldest first. With a `supposition` the run
    only answers a what-if question; its agenda becomes the draft when someone accepts it.
    """

    __tablename__ = "run"

    id: Mapped[Key]
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id", ondelete="CASCADE"), index=True)
    draft_id: Mapped[int | None] = mapped_column(ForeignKey("draft.id", ondelete="SET NULL"))
    asked_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"))
    state: Mapped[RunState] = mapped_column(by_value(RunState), default=RunState.QUEUED)
    seconds: Mapped[float]
    steps: Mapped[int | None]
    seed: Mapped[int] = mapped_column(default=0)
    workers: Mapped[int] = mapped_column(default=1)
    asked_at: Mapped[datetime] = mapped_column(Instant)
    started_at: Mapped[datetime | None] = mapped_column(Instant)
    alive_at: Mapped[datetime | None] = mapped_column(Instant)
    ended_at: Mapped[datetime | None] = mapped_column(Instant)
    stop_asked: Mapped[bool] = mapped_column(default=False)
    problem: Mapped[Document | None]
    solution: Mapped[Document | None]
    progress: Mapped[list[list[Any]]] = mapped_column(JSON, default=list)
    fault: Mapped[Words | None]
    """Why it failed, in English; `fault_parts` has it in translatable form, except for older runs."""
    fault_parts: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
    price: Mapped[Document | None]
    """The cost of keeping to the published agenda, in English; None if nothing was published."""
    price_parts: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
    supposition: Mapped[Document | None]
    content: Mapped[Words | None]
    """What its agenda contains (`planner/contents.py`); None without one, and for older runs."""
    mode: Mapped[PlanMode] = mapped_column(Text, default=PlanMode.EVERYTHING)
    proposal: Mapped[ProposalState | None] = mapped_column(Text)
    """What happened to its agenda as a proposal; None if it was none."""

    event: Mapped[Event] = relationship()

    @property
    def fault_message(self) -> Message | str:
        """Why it failed, as a message."""
        return message_from_json(self.fault_parts) if self.fault_parts else self.fault or ""

    @property
    def price_message(self) -> Message | str:
        """The cost of keeping to the published agenda, as a message."""
        return message_from_json(self.price_parts) if self.price_parts else self.price or ""

    @property
    def is_over(self) -> bool:
        """Whether it has ended."""
        return self.state not in (RunState.QUEUED, RunState.RUNNING)

    @property
    def is_begun(self) -> bool:
        """Whether a worker has started it; its input is stored from then on."""
        return self.started_at is not None

    @property
    def is_answered(self) -> bool:
        """Whether it has a result, even if only the best so far."""
        return self.is_begun and self.state in (RunState.DONE, RunState.STOPPED)

    def is_lost(self, now: datetime) -> bool:
        """Whether its worker was killed: a planning worker gives a sign of life every few seconds."""
        return self.state is RunState.RUNNING and (self.alive_at is None or now - self.alive_at > SILENCE)
