"""People's choice of reminders, and the reminders already sent."""

from datetime import datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from hackathon.core.database.types import Instant
from hackathon.core.extensions import Base


class Reminder(Base):
    """How long before sessions a person is reminded at an event: by calendar, by email, or not at all."""

    __tablename__ = "reminder"

    event_id: Mapped[int] = mapped_column(ForeignKey("event.id", ondelete="CASCADE"), primary_key=True)
    person_id: Mapped[int] = mapped_column(
        ForeignKey("person.id", ondelete="CASCADE"), primary_key=True, index=True
    )
    alarm_minutes: Mapped[int | None]
    mail_minutes: Mapped[int | None]


class SentReminder(Base):
    """A session that a person was reminded of by email; a moved session counts as a new one."""

    __tablename__ = "sent_reminder"

    event_id: Mapped[int] = mapped_column(ForeignKey("event.id", ondelete="CASCADE"), primary_key=True)
    person_id: Mapped[int] = mapped_column(
        ForeignKey("person.id", ondelete="CASCADE"), primary_key=True, index=True
    )
    topic: Mapped[int] = mapped_column(primary_key=True)
    """The number of its topic."""
    occurrence: Mapped[int] = mapped_column(primary_key=True)
    starts_at: Mapped[datetime] = mapped_column(Instant, primary_key=True)
