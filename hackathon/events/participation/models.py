"""A person's attendance at an event."""

from collections.abc import Sequence
from datetime import date, datetime, time

from sqlalchemy import ColumnElement, ForeignKey, Index, UniqueConstraint
from sqlalchemy.ext.hybrid import hybrid_property
from sqlalchemy.orm import Mapped, mapped_column, relationship

from hackathon.accounts.models import Person
from hackathon.core.database.types import Instant, Key, Words, by_value
from hackathon.core.domain.attendance import AttendanceSituation, Status, in_words
from hackathon.core.domain.clocks import Span, kept
from hackathon.core.domain.hours import Hours, covers, merged
from hackathon.core.domain.roles import Role
from hackathon.core.extensions import Base
from hackathon.core.text.messages import Message
from hackathon.events.models import Event


class Attendance(Base):
    """A person's attendance at an event: status, role and availability; no hours mean the whole time.

    `is_shown` says whether the public list may name them. While they wait for a place, `waits_since` is their
    turn, and a place is held for them until `offer_ends_at`. `calendar_uid` is the event's entry in their
    invitation's calendar, `calendar_sequence` counts its updates, and `calendar_stamp` is the time of the
    last one.
    """

    __tablename__ = "attendance"
    __table_args__ = (
        UniqueConstraint("event_id", "person_id"),
        # Lets an event's people be counted without reading their rows.
        Index("ix_attendance_event_id_status", "event_id", "status"),
    )

    id: Mapped[Key]
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id", ondelete="CASCADE"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), index=True)
    status: Mapped[Status] = mapped_column(by_value(Status), default=Status.INVITED)
    role: Mapped[Role] = mapped_column(by_value(Role), default=Role.ATTENDEE)
    answered_at: Mapped[datetime | None] = mapped_column(Instant)
    is_remote: Mapped[bool] = mapped_column(default=False)
    is_shown: Mapped[bool] = mapped_column(default=False)
    is_approved: Mapped[bool] = mapped_column(default=True)
    waits_since: Mapped[datetime | None] = mapped_column(Instant)
    offer_ends_at: Mapped[datetime | None] = mapped_column(Instant)
    offers_lapsed: Mapped[int] = mapped_column(default=0)
    checked_in_at: Mapped[datetime | None] = mapped_column(Instant)
    calendar_uid: Mapped[str | None] = mapped_column(unique=True)
    calendar_sequence: Mapped[int] = mapped_column(default=0)
    calendar_stamp: Mapped[datetime | None] = mapped_column(Instant)
    version: Mapped[int] = mapped_column(default=1)

    event: Mapped[Event] = relationship()
    person: Mapped[Person] = relationship()
    availability: Mapped[list["Availability"]] = relationship(
        back_populates="attendance", cascade="all, delete-orphan", order_by="Availability.day"
    )
    needs: Mapped["Needs | None"] = relationship(back_populates="attendance", cascade="all, delete-orphan")

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012 -- SQLAlchemy reads it once, at class creation

    @hybrid_property
    def is_organizer(self) -> bool:
        """Whether the person organizes the event."""
        return self.role is Role.ORGANIZER

    @is_organizer.inplace.expression
    @classmethod
    def _organizes(cls) -> ColumnElement[bool]:
        return cls.role == Role.ORGANIZER

    @property
    def standing(self) -> AttendanceSituation:
        """The person's situation when they answer."""
        return AttendanceSituation(
            status=self.status,
            is_remote=self.is_remote,
            is_approved=self.is_approved,
            has_offer=self.offer_ends_at is not None,
        )

    def in_words(self, now: datetime) -> Message:
        """Describe the person's current status at the event to them."""
        is_over = self.event.is_over(now)
        return in_words(self.status, is_over=is_over, was_there=self.checked_in_at is not None)

    def away(self, spans: Sequence[Span]) -> tuple[int, ...]:
        """Return the indexes of the spans during all of which the person is absent."""
        if not self.availability:
            return ()
        present = merged((each.hours for each in self.availability), self.event.zone)
        return tuple(at for at, span in enumerate(spans) if not covers(present, span))

    @property
    def locked_people(self) -> tuple[int, ...]:
        return (self.person_id,)


class Availability(Base):
    """The hours of one day during which someone is present, stored like opening hours."""

    __tablename__ = "presence"
    __table_args__ = (UniqueConstraint("attendance_id", "day"),)

    id: Mapped[Key]
    attendance_id: Mapped[int] = mapped_column(ForeignKey("attendance.id", ondelete="CASCADE"))
    day: Mapped[date]
    arrives: Mapped[time]
    arrives_fold: Mapped[int] = mapped_column(default=0)
    leaves: Mapped[time]
    leaves_fold: Mapped[int] = mapped_column(default=0)

    attendance: Mapped[Attendance] = relationship(back_populates="availability")

    @property
    def hours(self) -> Hours:
        """The availability as a value for the rules."""
        arrives, leaves = kept(self.arrives, self.arrives_fold), kept(self.leaves, self.leaves_fold)
        return Hours(day=self.day, arrives=arrives, leaves=leaves)

    @hours.setter
    def hours(self, hours: Hours) -> None:
        self.arrives, self.arrives_fold = hours.arrives, hours.arrives.fold
        self.leaves, self.leaves_fold = hours.leaves, hours.leaves.fold


class Needs(Base):
    """A person's needs at an event: visible to its organizers only, and deleted some time after it."""

    __tablename__ = "needs"

    id: Mapped[Key]
    attendance_id: Mapped[int] = mapped_column(ForeignKey("attendance.id", ondelete="CASCADE"), unique=True)
    diet: Mapped[Words] = mapped_column(default="")
    access: Mapped[Words] = mapped_column(default="")
    wants_visa_letter: Mapped[bool] = mapped_column(default=False)

    attendance: Mapped[Attendance] = relationship(back_populates="needs")


class StatusChange(Base):
    """A change of a person's status, with its time; the attendance chart is based on these."""

    __tablename__ = "status_change"

    id: Mapped[Key]
    attendance_id: Mapped[int] = mapped_column(ForeignKey("attendance.id", ondelete="CASCADE"), index=True)
    status: Mapped[Status] = mapped_column(by_value(Status))
    at: Mapped[datetime] = mapped_column(Instant)

    attendance: Mapped[Attendance] = relationship()
