"""A row of the timetable."""

from datetime import UTC, date, datetime, time

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from hackathon.domain.hours import in_words
from hackathon.domain.timetable import Row
from hackathon.extensions import Base
from hackathon.models.event import Event
from hackathon.models.types import Key, Words


class Slot(Base):
    """A start and an end on the place's clocks; a break holds no session.

    Kept as local time, so that mending a wrong zone leaves ten o'clock at ten o'clock.
    """

    __tablename__ = "slot"
    __table_args__ = (
        UniqueConstraint("event_id", "day", "starts"),
        CheckConstraint("ends > starts", name="starts_before_it_ends"),
    )

    id: Mapped[Key]
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id", ondelete="CASCADE"))
    day: Mapped[date]
    starts: Mapped[time]
    ends: Mapped[time]
    is_break: Mapped[bool] = mapped_column(default=False)
    label: Mapped[Words] = mapped_column(default="")

    event: Mapped[Event] = relationship(back_populates="slots")

    @property
    def row(self) -> Row:
        """The slot without its day, as the rules of the timetable take it."""
        return Row(starts=self.starts, ends=self.ends, is_break=self.is_break, label=self.label)

    @property
    def in_words(self) -> str:
        """The slot as a message names it: "slot on Thursday 16 May 2013, 10:00 to 11:15"."""
        return f"{'break' if self.is_break else 'slot'} on {in_words(self.day)}, {self.row.in_words}"

    @property
    def starts_at(self) -> datetime:
        """The moment at which it starts, in UTC."""
        return datetime.combine(self.day, self.starts, self.event.timezone).astimezone(UTC)

    @property
    def ends_at(self) -> datetime:
        """The moment at which it ends, in UTC."""
        return datetime.combine(self.day, self.ends, self.event.timezone).astimezone(UTC)
