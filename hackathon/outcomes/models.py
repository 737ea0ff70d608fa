"""Minutes, outcomes and feedback."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from hackathon.core.database.types import Instant, Key, Name, Words, by_value
from hackathon.core.domain.outcomes import OutcomeKind, PromiseResult
from hackathon.core.extensions import Base
from hackathon.topics.models import Topic


class Minutes(Base):
    """The minutes of one of a topic's sessions, in Markdown; without sessions, there is only the first."""

    __tablename__ = "minutes"

    topic_id: Mapped[int] = mapped_column(ForeignKey("topic.id", ondelete="CASCADE"), primary_key=True)
    occurrence: Mapped[int] = mapped_column(primary_key=True, default=1)
    text: Mapped[Words]
    version: Mapped[int] = mapped_column(default=1)
    written_at: Mapped[datetime] = mapped_column(Instant)

    topic: Mapped[Topic] = relationship()

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012 -- SQLAlchemy reads it once, at class creation

    @property
    def locked_events(self) -> tuple[int | None, ...]:
        return (self.topic.event_id,)


class OutcomeLine(Base):
    """A decision, an action or a link of a topic; only actions have an owner, a due date and a completion."""

    __tablename__ = "outcome"

    id: Mapped[Key]
    topic_id: Mapped[int] = mapped_column(ForeignKey("topic.id", ondelete="CASCADE"), index=True)
    kind: Mapped[OutcomeKind] = mapped_column(by_value(OutcomeKind, name="outcome_kind"))
    text: Mapped[Words]
    owner: Mapped[Name | None]
    due: Mapped[date | None]
    address: Mapped[Words] = mapped_column(default="")
    done_at: Mapped[datetime | None] = mapped_column(Instant)
    made_at: Mapped[datetime] = mapped_column(Instant)
    form_key: Mapped[str | None] = mapped_column(unique=True)

    topic: Mapped[Topic] = relationship()

    @property
    def locked_events(self) -> tuple[int | None, ...]:
        return (self.topic.event_id,)


class PromiseAssessment(Base):
    """How far a topic kept its promise, according to its host or an organizer."""

    __tablename__ = "promise_assessment"

    topic_id: Mapped[int] = mapped_column(ForeignKey("topic.id", ondelete="CASCADE"), primary_key=True)
    result: Mapped[PromiseResult] = mapped_column(by_value(PromiseResult, name="promise_result"))
    sentence: Mapped[Words]
    version: Mapped[int] = mapped_column(default=1)
    assessed_at: Mapped[datetime] = mapped_column(Instant)

    topic: Mapped[Topic] = relationship()

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012 -- SQLAlchemy reads it once, at class creation

    @property
    def locked_events(self) -> tuple[int | None, ...]:
        return (self.topic.event_id,)


class Feedback(Base):
    """Feedback about an event or one of its topics, once per device and subject.

    `device` is a digest of the device and the subject, which identifies nobody.
    """

    __tablename__ = "feedback"
    __table_args__ = (
        UniqueConstraint("event_id", "device"),
        CheckConstraint("rating >= 1 AND rating <= 5", name="rating_in_range"),
    )

    id: Mapped[Key]
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id", ondelete="CASCADE"))
    topic_id: Mapped[int | None] = mapped_column(ForeignKey("topic.id", ondelete="CASCADE"), index=True)
    device: Mapped[str]
    rating: Mapped[int]
    keep: Mapped[Words] = mapped_column(default="")
    change: Mapped[Words] = mapped_column(default="")
    given_at: Mapped[datetime] = mapped_column(Instant)

    @property
    def has_words(self) -> bool:
        """Whether it contains text besides the rating."""
        return bool(self.keep or self.change)
