"""The badges of an event, ready to be printed."""

from datetime import datetime

from sqlalchemy import ForeignKey, LargeBinary
from sqlalchemy.orm import Mapped, deferred, mapped_column

from hackathon.extensions import Base
from hackathon.models.types import Instant, Words


class Badges(Base):
    """The latest sheets of badges that somebody asked for; without content as long as they are being made."""

    __tablename__ = "badges"

    event_id: Mapped[int] = mapped_column(ForeignKey("event.id", ondelete="CASCADE"), primary_key=True)
    asked_at: Mapped[datetime] = mapped_column(Instant)
    made_at: Mapped[datetime | None] = mapped_column(Instant)
    people: Mapped[int] = mapped_column(default=0)
    notes: Mapped[Words] = mapped_column(default="")
    content: Mapped[bytes | None] = deferred(mapped_column(LargeBinary))
