"""Events, their opening hours and milestones."""

import uuid
from datetime import date, datetime, time
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint, select
from sqlalchemy.orm import Mapped, column_property, mapped_column, relationship

from hackathon.core.database.types import Instant, Key, Name, Words, by_value
from hackathon.core.domain.attendance import EventKind, Registration, Status
from hackathon.core.domain.clocks import DAY, MIDNIGHT, kept, moment
from hackathon.core.domain.hours import Hours
from hackathon.core.domain.phases import Lifecycle, Phase
from hackathon.core.domain.votes import UnlistedVotes, Weights
from hackathon.core.extensions import Base
from hackathon.core.text.languages import ENGLISH

if TYPE_CHECKING:
    from hackathon.planning.rooms.models import Room
    from hackathon.planning.timetable.models import Slot
    from hackathon.topics.areas.models import Area
    from hackathon.topics.models import Topic


class Event(Base):
    """A hackathon or a list of ideas, from its first idea to its report."""

    __tablename__ = "event"
    __table_args__ = (
        CheckConstraint("last_day >= first_day", name="days_in_order"),
        CheckConstraint("hue >= 0 AND hue < 360", name="hue_in_circle"),
    )

    id: Mapped[Key]
    slug: Mapped[str] = mapped_column(unique=True)
    title: Mapped[Name]
    kind: Mapped[EventKind] = mapped_column(by_value(EventKind), default=EventKind.HACKATHON)
    about: Mapped[Words] = mapped_column(default="")
    place: Mapped[Name | None]
    zone: Mapped[str]
    first_day: Mapped[date]
    last_day: Mapped[date]
    votes_open: Mapped[datetime | None] = mapped_column(Instant)
    votes_close: Mapped[datetime | None] = mapped_column(Instant)
    proposals_open: Mapped[datetime | None] = mapped_column(Instant)
    proposals_close: Mapped[datetime | None] = mapped_column(Instant)
    held_phase: Mapped[Phase | None] = mapped_column(by_value(Phase, name="held_phase"))
    """The phase in which an organizer holds the event; None lets it follow its dates."""
    registration: Mapped[Registration] = mapped_column(by_value(Registration), default=Registration.CLOSED)
    unlisted_votes: Mapped[UnlistedVotes] = mapped_column(
        by_value(UnlistedVotes), default=UnlistedVotes.REGISTRATION
    )
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
    """The most sessions that a contact runs without a break; 0 means any number."""
    room_change_minutes: Mapped[int] = mapped_column(default=0)
    """The minutes that a contact needs between two sessions in different rooms."""
    is_open_space: Mapped[bool] = mapped_column(default=False)
    """Whether attendees may propose topics, vote and claim open slots while it runs."""
    hue: Mapped[int] = mapped_column(default=250)
    notice: Mapped[Words] = mapped_column(default="")
    language: Mapped[str] = mapped_column(default=ENGLISH)
    """The language code for calendars and printed files, regardless of who opens them."""
    made_at: Mapped[datetime] = mapped_column(Instant)
    archived_at: Mapped[datetime | None] = mapped_column(Instant)
    """When the event became read-only; from then on it has ended, whatever its dates say."""
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

    if TYPE_CHECKING:
        is_published: Mapped[bool]
        """Whether an agenda is published; `Revision` defines how this is loaded together with the event."""
        late_closing: Mapped[time | None]
        """When the event closes on the night after its last day, if that is after midnight."""

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012 -- SQLAlchemy reads it once, at class creation

    @property
    def lifecycle(self) -> Lifecycle:
        """Everything that decides the phase; the event runs on its days and until its last night closes."""
        return Lifecycle(
            begins=moment(self.first_day, MIDNIGHT, self.zone),
            ends=moment(self.last_day + DAY, self.late_closing or MIDNIGHT, self.zone),
            proposals_open=self.proposals_open,
            proposals_close=self.proposals_close,
            votes_open=self.votes_open,
            votes_close=self.votes_close,
            is_published=self.is_published,
            is_open_space=self.is_open_space,
            held=Phase.ENDED if self.is_archived else self.held_phase,
        )

    @property
    def is_archived(self) -> bool:
        """Whether it is read-only."""
        return self.archived_at is not None

    def phase(self, now: datetime) -> Phase:
        """Return the phase of the event at this moment."""
        return self.lifecycle.phase(now)

    def takes_votes(self, now: datetime) -> bool:
        """Whether a vote cast at this moment counts."""
        return self.lifecycle.takes_votes(now)

    def is_on_its_days(self, now: datetime) -> bool:
        """Whether an agenda is published and today is one of its days, even if another phase is held."""
        lifecycle = self.lifecycle
        return self.is_published and not self.is_archived and lifecycle.begins <= now < lifecycle.ends

    def is_over(self, now: datetime) -> bool:
        """Whether the event has ended and no organizer has reopened it."""
        return self.phase(now) is Phase.ENDED

    def takes_registrations(self, now: datetime) -> bool:
        """Whether people may register themselves at this moment."""
        return self.registration is not Registration.CLOSED and self.lifecycle.takes_answers(now)

    def takes_proposals(self, now: datetime) -> bool:
        """Whether a topic may be proposed at this moment."""
        return self.lifecycle.takes_proposals(now)

    @property
    def counts_unlisted_votes(self) -> bool:
        """Whether votes of people who are not on the list count already."""
        if self.unlisted_votes is UnlistedVotes.REGISTRATION:
            return self.registration is not Registration.CLOSED
        return self.unlisted_votes is UnlistedVotes.ALWAYS

    @property
    def timezone(self) -> ZoneInfo:
        """The event's time zone."""
        return ZoneInfo(self.zone)

    @property
    def weights(self) -> Weights:
        """The weight of each vote."""
        return Weights(must=self.weight_must, will=self.weight_will, maybe=self.weight_maybe)

    @property
    def slots_in_order(self) -> list["Slot"]:
        """The slots in chronological order, also on a night when the clocks go back."""
        return sorted(self.slots, key=lambda slot: slot.starts_at)

    def percent_of(self, status: Status | None) -> int:
        """Return how much someone's votes count, in percent; an unclaimed handle counts as invited."""
        if status is not None and status.is_gone:
            return 0
        if status is Status.CONFIRMED:
            return 100
        return self.percent_maybe if status is Status.MAYBE else self.percent_invited

    @property
    def locked_events(self) -> tuple[int | None, ...]:
        return (self.stored_key,)


class OpeningHours(Base):
    """When the event is open on one day, in local time.

    It closes on the next day if the closing time is not after the opening time; midnight is such a time. Each
    `fold` is 1 for the second of two equal times, on a night when the clocks go back.
    """

    __tablename__ = "opening_hours"
    __table_args__ = (UniqueConstraint("event_id", "day"),)

    id: Mapped[Key]
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id", ondelete="CASCADE"))
    day: Mapped[date]
    opens: Mapped[time]
    opens_fold: Mapped[int] = mapped_column(default=0)
    closes: Mapped[time]
    closes_fold: Mapped[int] = mapped_column(default=0)

    event: Mapped[Event] = relationship(back_populates="hours")

    @property
    def hours(self) -> Hours:
        """The opening hours as a value for the rules."""
        arrives, leaves = kept(self.opens, self.opens_fold), kept(self.closes, self.closes_fold)
        return Hours(day=self.day, arrives=arrives, leaves=leaves)

    @hours.setter
    def hours(self, hours: Hours) -> None:
        self.opens, self.opens_fold = hours.arrives, hours.arrives.fold
        self.closes, self.closes_fold = hours.leaves, hours.leaves.fold


# Loaded together with the event: nearly every page asks whether the event has ended.
Event.late_closing = column_property(
    select(OpeningHours.closes)
    .where(
        OpeningHours.event_id == Event.id,
        OpeningHours.day == Event.last_day,
        OpeningHours.closes <= OpeningHours.opens,
    )
    .correlate_except(OpeningHours)
    .scalar_subquery()
)


class Milestone(Base):
    """A named date or period of an event; `uid` identifies it in calendars and never changes."""

    __tablename__ = "milestone"

    id: Mapped[Key]
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id", ondelete="CASCADE"), index=True)
    name: Mapped[Name]
    starts: Mapped[date | None]
    ends: Mapped[date | None]
    uid: Mapped[str] = mapped_column(unique=True, default=lambda: str(uuid.uuid4()))
    changed_at: Mapped[datetime] = mapped_column(Instant)
    sequence: Mapped[int] = mapped_column(default=0)

    event: Mapped[Event] = relationship(back_populates="milestones")
