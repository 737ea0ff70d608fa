"""The outbox: every email and its state."""

from datetime import datetime
from typing import TYPE_CHECKING

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, Index, LargeBinary, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship, validates

from hackathon.core.database.types import Instant, Key, Name, Words, by_value
from hackathon.core.extensions import Base
from hackathon.core.text.emails import email_key
from hackathon.mail.domain import MailKind, MailState

if TYPE_CHECKING:
    from hackathon.accounts.models import Person
    from hackathon.events.models import Event


class Mail(Base):
    """One email to one address, stored completely: it is sent as it is, whatever changes later."""

    __tablename__ = "mail"
    __table_args__ = (
        CheckConstraint("(calendar IS NULL) = (calendar_method IS NULL)", name="calendar_has_method"),
        # Few of the many rows are still to be sent. Bulk mail goes last.
        Index("ix_mail_due", "state", "is_bulk", "next_try_at"),
        Index("ix_mail_event_id_state", "event_id", "state"),
        UniqueConstraint("announcement_id", "person_id"),
    )

    id: Mapped[Key]
    event_id: Mapped[int | None] = mapped_column(ForeignKey("event.id", ondelete="CASCADE"))
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), index=True)
    announcement_id: Mapped[int | None] = mapped_column(ForeignKey("announcement.id", ondelete="SET NULL"))
    kind: Mapped[MailKind] = mapped_column(by_value(MailKind))
    to_address: Mapped[str]
    to_key: Mapped[str]
    to_name: Mapped[Name] = mapped_column(default="")
    sender_name: Mapped[Name] = mapped_column(default="")
    reply_to: Mapped[str | None]
    subject: Mapped[Name]
    text: Mapped[str] = mapped_column(Text, deferred=True)
    html: Mapped[str] = mapped_column(Text, deferred=True)
    calendar: Mapped[bytes | None] = mapped_column(LargeBinary, deferred=True)
    calendar_method: Mapped[str | None]
    unsubscribe: Mapped[str | None]
    message_id: Mapped[str] = mapped_column(unique=True)
    made_at: Mapped[datetime] = mapped_column(Instant)
    good_until: Mapped[datetime | None] = mapped_column(Instant)

    is_bulk: Mapped[bool]
    state: Mapped[MailState] = mapped_column(by_value(MailState), default=MailState.WAITING)
    attempts: Mapped[int] = mapped_column(default=0)
    next_try_at: Mapped[datetime] = mapped_column(Instant)
    claimed_at: Mapped[datetime | None] = mapped_column(Instant)
    claimed_by: Mapped[int | None] = mapped_column(BigInteger)
    is_held: Mapped[bool] = mapped_column(default=False)
    """Whether it came with a restored backup and is waiting for an administrator."""
    handed_over_at: Mapped[datetime | None] = mapped_column(Instant)
    """When the complete email was sent; until the server responds, nobody knows whether it arrived."""
    sent_at: Mapped[datetime | None] = mapped_column(Instant)
    last_error: Mapped[Words] = mapped_column(default="")

    event: Mapped["Event | None"] = relationship()
    person: Mapped["Person | None"] = relationship()

    @validates("to_address")
    def _address_compared_as(self, _column: str, address: str) -> str:
        self.to_key = email_key(address)
        return address

    def be_sent(self, at: datetime) -> None:
        """Mark as sent and delete the text, because links and codes in it are secret."""
        self.state, self.sent_at, self.last_error = MailState.SENT, at, ""
        self.text = self.html = ""
        self.calendar = self.calendar_method = None
