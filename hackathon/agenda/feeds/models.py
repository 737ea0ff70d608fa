"""Secrets of personal calendars, and addresses of deleted calendars."""

from datetime import datetime

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from hackathon.accounts.models import Person
from hackathon.core.database.types import Instant, Key
from hackathon.core.extensions import Base
from hackathon.events.models import Event


class GoneAddress(Base):
    """The address of a calendar that was handed out and no longer exists; only its digest is stored.

    The address of an event represents all calendars below it.
    """

    __tablename__ = "gone_address"

    digest: Mapped[str] = mapped_column(primary_key=True)
    gone_at: Mapped[datetime] = mapped_column(Instant)


class FeedKey(Base):
    """The secret address of one person's calendar of one event; can be renewed."""

    __tablename__ = "feed_key"
    __table_args__ = (UniqueConstraint("event_id", "person_id"),)

    id: Mapped[Key]
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id", ondelete="CASCADE"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), index=True)
    secret: Mapped[str] = mapped_column(unique=True)
    made_at: Mapped[datetime] = mapped_column(Instant)

    event: Mapped[Event] = relationship()
    person: Mapped[Person] = relationship()
