"""A row of the timetable."""

from datetime import date, datetime, time

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from hackathon.core.database.types import Key, Name
from hackathon.core.domain.clocks import Span, kept
from hackathon.core.domain.timetable import DayRow, TimetableRow
from hackathon.core.extensions import Base
from hackathon.core.text.messages import LongDay, Message, message
from hackathon.events.models import Event


class Slot(Base):
    """A start and an end in local time; a break holds no session.

    Stored as local time, so that correcting a wrong time zone keeps ten o'clock at ten o'clock. An end at or
    before the start is on the next day; each `fold` is 1 for the second of two equal times, on a night when
    the clocks go back.
    """

    __tablename__ = "slot"
    __table_args__ = (UniqueConstraint("event_id", "day", "starts", "starts_fold"),)

    id: Mapped[Key]
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id", ondelete="CASCADE"))
    day: Mapped[date]
    starts: Mapped[time]
    starts_fold: Mapped[int] = mapped_column(default=0)
    ends: Mapped[time]
    ends_fold: Mapped[int] = mapped_column(default=0)
    is_break: Mapped[bool] = mapped_column(default=False)
    label: Mapped[Name] = mapped_column(default="")

    event: Mapped[Event] = relationship(back_populates="slots")

    @property
    def row(self) -> TimetableRow:
        """The slot without its day, as a value for the rules."""
        return TimetableRow(
            starts=kept(self.starts, self.starts_fold),
            ends=kept(self.ends, self.ends_fold),
            is_break=self.is_break,
            label=self.label,
        )

    @row.setter
    def row(self, row: TimetableRow) -> None:
        self.starts, self.starts_fold = row.starts, row.starts.fold
        self.ends, self.ends_fold = row.ends, row.ends.fold
        self.is_break, self.label = row.is_break, row.label.strip()

    @property
    def on_its_day(self) -> DayRow:
        """The slot with its day, as a value for the rules."""
        return DayRow(day=self.day, row=self.row)

    @property
    def span(self) -> Span:
        """The time that it covers."""
        return self.row.span(self.day, self.event.zone)

    @property
    def in_words(self) -> Message:
        """The slot in words for messages: "slot on Thursday 16 May 2013, 10:00 to 11:15"."""
        day, times = LongDay(self.day), self.row.in_words
        if self.is_break:
            return message("break on %(day)s, %(times)s", day=day, times=times)
        return message("slot on %(day)s, %(times)s", day=day, times=times)

    @property
    def starts_at(self) -> datetime:
        """The start in UTC."""
        return self.span.starts

    @property
    def ends_at(self) -> datetime:
        """The end in UTC."""
        return self.span.ends
