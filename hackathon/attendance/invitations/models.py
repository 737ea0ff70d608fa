"""Invitation links."""

from datetime import datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from hackathon.core.database.types import Instant, Key
from hackathon.core.extensions import Base
from hackathon.events.participation.models import Attendance


class Invitation(Base):
    """A link for one person's answer; only the digest of its secret is stored.

    Inviting someone again creates another link, and earlier links still work, so it does not matter which
    email is used.
    """

    __tablename__ = "invitation"

    id: Mapped[Key]
    attendance_id: Mapped[int] = mapped_column(ForeignKey("attendance.id", ondelete="CASCADE"), index=True)
    digest: Mapped[str] = mapped_column(unique=True)
    made_at: Mapped[datetime] = mapped_column(Instant)
    sent_at: Mapped[datetime | None] = mapped_column(Instant)
    answered_at: Mapped[datetime | None] = mapped_column(Instant)
    withdrawn_at: Mapped[datetime | None] = mapped_column(Instant)

    attendance: Mapped[Attendance] = relationship()
