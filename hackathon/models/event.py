"""An event, its opening hours and its named dates."""

import uuid
from datetime import date, datetime, time
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from hackathon.domain.attendance import EventKind, Registration, Status
from hackathon.domain.votes import Weights
from hackathon.extensions import Base
from hackathon.models.types import Instant, Key, Words, by_value

if TYPE_CHECKING:
    from hackathon.models.area import Area
    from hackathon.models.room import Room
    from hackathon.models.slot import Slot
    from hackathon.models.topic import Topic


class Event(Base):
    """One hackathon or one idea list, from its first idea to its report."""

    __tablename__ = "event"
    __table_args__ = (
        CheckConstraint("last_day >= first_day", name="days_in_order"),
        CheckConstraint("hue >= 0 AND hue < 360", name="hue_in_circle"),
    )

    id: Mapped[Key]
    slug: Mapped[str] = mapped_column(unique=True)
    title: Mapped[Words]
    kind: Mapped[EventKind] = mapped_column(by_value(EventKind), default=EventKind.HACKATHON)
    about: Mapped[Words] = mapped_column(default="")
    place: Mapped[Words | None]
    zone: Mapped[str]
    first_day: Mapped[date]
    last_day: Mapped[date]
    votes_open: Mapped[datetime | None] = mapped_column(Instant)
    votes_close: Mapped[datetime | None] = mapped_column(Instant)
    proposals_close: Mapped[datetime | None] = mapped_column(Instant)
    registration: Mapped[Registration] = mapped_column(by_value(Registration), default=Registration.CLOSED)
    capacity: Mapped[int | None]
    offer_hours: Mapped[int] = mapped_column(default=48)
    door_secret: Mapped[str | None] = mapped_column(unique=True)
    weight_must: Mapped[int] = mapped_column(default=4)
    weight_will: Mapped[int] = mapped_column(default=2)
    weight_maybe: Mapped[int] = mapped_column(default=1)
    percent_invited: Mapped[int] = mapped_column(default=50)
    percent_maybe: Mapped[int] = mapped_column(default=50)
    cost_loss: Mapped[int] = mapped_column(default=10)
    cost_seat: Mapped[int] = mapped_column(default=1)
    cost_change: Mapped[int] = mapped_column(default=20)
    most_in_a_row: Mapped[int] = mapped_column(default=0)
    """How many sessions a contact runs without a break at most; 0 is any number."""
    room_change_minutes: Mapped[int] = mapped_column(default=0)
    """The time that a contact needs between two sessions in different rooms."""
    hue: Mapped[int] = mapped_column(default=250)
    notice: Mapped[Words] = mapped_column(default="")
    made_at: Mapped[datetime] = mapped_column(Instant)
    version: Mapped[int] = mapped_column(default=1)

    hours: Mapped[list["OpeningHours"]] = relationship(
        back_populates="event", cascade="all, delete-orphan", order_by="OpeningHours.day"
    )
    milestones: Mapped[list["Milestone"]] = relationship(
        back_populates="event", cascade="all, delete-orphan", order_by="Milestone.starts"
    )
    areas: Mapped[list["Area"]] = relationship(back_populates="event", order_by="Area.position")
    rooms: Mapped[list["Room"]] = relationship(back_populates="event", order_by="Room.position")
    slots: Mapped[list["Slot"]] = relationship(back_populates="event", order_by="(Slot.day, Slot.starts)")
    topics: Mapped[list["Topic"]] = relationship(back_populates="event", order_by="Topic.number")

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012 -- SQLAlchemy reads it once, at class creation

    def takes_votes(self, now: datetime) -> bool:
        """Whether a vote cast at this moment counts."""
        has_opened = self.votes_open is None or self.votes_open <= now
        return has_opened and (self.votes_close is None or now < self.votes_close)

    def is_over(self, now: datetime) -> bool:
        """Whether the last day has passed, on the clocks of the place."""
        return now.astimezone(self.timezone).date() > self.last_day

    def takes_registrations(self, now: datetime) -> bool:
        """Whether people may put themselves on the list at this moment."""
        return self.registration is not Registration.CLOSED and not self.is_over(now)

    def takes_proposals(self, now: datetime) -> bool:
        """Whether a topic may be proposed at this moment."""
        return self.proposals_close is None or now < self.proposals_close

    @property
    def timezone(self) -> ZoneInfo:
        """The zone of the place's clocks."""
        return ZoneInfo(self.zone)

    @property
    def weights(self) -> Weights:
        """What each answer weighs."""
        return Weights(must=self.weight_must, will=self.weight_will, maybe=self.weight_maybe)

    def percent_of(self, status: Status | None) -> int:
        """Return how much somebody's votes count, in percent; a handle nobody claimed counts as invited."""
        if status is not None and status.is_gone:
            return 0
        if status is Status.CONFIRMED:
            return 100
        return self.percent_maybe if status is Status.MAYBE else self.percent_invited


class OpeningHours(Base):
    """When the place is open on one day, on the place's clocks."""

    __tablename__ = "opening_hours"
    __table_args__ = (
        UniqueConstraint("event_id", "day"),
        CheckConstraint("closes > opens", name="opens_before_it_closes"),
    )

    id: Mapped[Key]
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id", ondelete="CASCADE"))
    day: Mapped[date]
    opens: Mapped[time]
    closes: Mapped[time]

    event: Mapped[Event] = relationship(back_populates="hours")


class Milestone(Base):
    """A named date or period of an event; `uid` names it in calendars and never changes."""

    __tablename__ = "milestone"

    id: Mapped[Key]
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id", ondelete="CASCADE"), index=True)
    name: Mapped[Words]
    starts: Mapped[date | None]
    ends: Mapped[date | None]
    uid: Mapped[str] = mapped_column(unique=True, default=lambda: str(uuid.uuid4()))
    changed_at: Mapped[datetime] = mapped_column(Instant)
    sequence: Mapped[int] = mapped_column(default=0)

    event: Mapped[Event] = relationship(back_populates="milestones")
