"""The link by which a person answers an invitation."""

from datetime import datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from hackathon.extensions import Base
from hackathon.models.attendance import Attendance
from hackathon.models.types import Instant, Key


class Invitation(Base):
    """A link that opens on the answer of one person; only the digest of its secret is kept.

    Who is invited again gets another link, and the one in the earlier mail works on: nobody has to know
    which mail was the last.
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
