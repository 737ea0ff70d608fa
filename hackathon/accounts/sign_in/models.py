"""Secrets in addresses: sign-in links, valid once, and personal calendars, valid for years."""

from datetime import datetime
from typing import TYPE_CHECKING

from sqlalchemy import CheckConstraint, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column, relationship, validates

from hackathon.accounts.models import Person
from hackathon.core.database.types import Instant, Key
from hackathon.core.extensions import Base
from hackathon.core.text.emails import email_key

if TYPE_CHECKING:
    from hackathon.events.models import Event


class SignInLink(Base):
    """A link that signs one person in, once; only the digest of its secret is stored.

    A link created by an organizer signs in to that organizer's event only, whatever else the person may do on
    this server; a link without an event signs in everywhere. A link requested by email is for the reader of
    the address, known to us or not. It comes with a code, which is valid only in the browser that requested
    it and for a few guesses. Using either one invalidates the other. If enough emails have been sent already,
    `is_mailed` is false: the row is stored so that the response is the same as always.
    """

    __tablename__ = "sign_in_link"
    __table_args__ = (
        CheckConstraint("person_id IS NOT NULL OR email IS NOT NULL", name="is_for_somebody"),
        Index("ix_sign_in_link_email_key_made_at", "email_key", "made_at"),
    )

    id: Mapped[Key]
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), index=True)
    email: Mapped[str | None]
    email_key: Mapped[str | None]
    browser_digest: Mapped[str | None] = mapped_column(index=True)
    code_digest: Mapped[str | None]
    guesses: Mapped[int] = mapped_column(default=0)
    network: Mapped[str] = mapped_column(default="")
    is_mailed: Mapped[bool] = mapped_column(default=True)
    event_id: Mapped[int | None] = mapped_column(ForeignKey("event.id", ondelete="CASCADE"), index=True)
    digest: Mapped[str] = mapped_column(unique=True)
    leads_to: Mapped[str] = mapped_column(default="/")
    made_at: Mapped[datetime] = mapped_column(Instant)
    runs_out_at: Mapped[datetime] = mapped_column(Instant)
    used_at: Mapped[datetime | None] = mapped_column(Instant)

    person: Mapped[Person | None] = relationship()
    event: Mapped["Event | None"] = relationship()

    @validates("email")
    def _email_compared_as(self, _column: str, email: str | None) -> str | None:
        self.email_key = email_key(email) if email else None
        return email

    def is_good(self, now: datetime) -> bool:
        """Whether the link can still be used."""
        return self.used_at is None and now < self.runs_out_at


class WrongCodes(Base):
    """The number of wrong codes within a day from its start, for one address or from one network.

    `whose` is the network, or a digest of the address, because the address may belong to a stranger.
    """

    __tablename__ = "wrong_codes"

    whose: Mapped[str] = mapped_column(primary_key=True)
    since: Mapped[datetime] = mapped_column(Instant)
    number: Mapped[int]


class AddressChange(Base):
    """The address that someone wants to change to, until they confirm that they read it; one per person."""

    __tablename__ = "address_change"

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), primary_key=True)
    email: Mapped[str]
    digest: Mapped[str] = mapped_column(unique=True)
    runs_out_at: Mapped[datetime] = mapped_column(Instant)
