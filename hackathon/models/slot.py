"""A row of the timetable."""

from datetime import UTC, date, datetime, time

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

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
    def starts_at(self) -> datetime:
        """The moment at which it starts, in UTC."""
        return datetime.combine(self.day, self.starts, self.event.timezone).astimezone(UTC)

    @property
    def ends_at(self) -> datetime:
        """The moment at which it ends, in UTC."""
        return datetime.combine(self.day, self.ends, self.event.timezone).astimezone(UTC)
