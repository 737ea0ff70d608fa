"""Announcements, and the people who unsubscribed."""

from datetime import datetime

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from hackathon.announcements.domain import Audience
from hackathon.core.database.types import Instant, Key, Name, Words, by_value
from hackathon.core.extensions import Base


class Announcement(Base):
    """A message to many; `form_key` identifies the rendered form, so that it is sent only once."""

    __tablename__ = "announcement"
    __table_args__ = (UniqueConstraint("event_id", "form_key"),)

    id: Mapped[Key]
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id", ondelete="CASCADE"))
    form_key: Mapped[str]
    audience: Mapped[Audience] = mapped_column(by_value(Audience))
    subject: Mapped[Name]
    text: Mapped[Words]
    written_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"))
    written_at: Mapped[datetime] = mapped_column(Instant)


class Unsubscription(Base):
    """A person who has unsubscribed from an event's announcements."""

    __tablename__ = "unsubscription"

    event_id: Mapped[int] = mapped_column(ForeignKey("event.id", ondelete="CASCADE"), primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), primary_key=True)
    at: Mapped[datetime] = mapped_column(Instant)
