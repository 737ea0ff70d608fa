"""Secret addresses: sign-in links, used once, and calendar addresses, used for years."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from hackathon.extensions import Base
from hackathon.models.event import Event
from hackathon.models.person import Person
from hackathon.models.types import Instant, Key


class SignInLink(Base):
    """A link that signs one person in, once; only the digest of its secret is kept.

    A link that an organizer made signs in at the organizer's event alone, whatever else the
    person may do on this server; one without an event signs in everywhere.

    A link that was mailed on request is for whoever reads the address, known to us or not. It comes
    with a code, good only in the browser that asked and for a few guesses. Whichever of the two is
    used first uses up the other.
    """

    __tablename__ = "sign_in_link"
    __table_args__ = (
        CheckConstraint("person_id IS NOT NULL OR email IS NOT NULL", name="is_for_somebody"),
        Index("ix_sign_in_link_email_made_at", "email", "made_at"),
    )

    id: Mapped[Key]
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), index=True)
    email: Mapped[str | None]
    browser_digest: Mapped[str | None] = mapped_column(index=True)
    code_digest: Mapped[str | None]
    guesses: Mapped[int] = mapped_column(default=0)
    event_id: Mapped[int | None] = mapped_column(ForeignKey("event.id", ondelete="CASCADE"), index=True)
    digest: Mapped[str] = mapped_column(unique=True)
    leads_to: Mapped[str] = mapped_column(default="/")
    made_at: Mapped[datetime] = mapped_column(Instant)
    runs_out_at: Mapped[datetime] = mapped_column(Instant)
    used_at: Mapped[datetime | None] = mapped_column(Instant)

    person: Mapped[Person | None] = relationship()
    event: Mapped[Event | None] = relationship()

    def is_good(self, now: datetime) -> bool:
        """Whether the link may still be used."""
        return self.used_at is None and now < self.runs_out_at


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
