"""Rendered badges."""

from datetime import datetime

from sqlalchemy import ForeignKey, LargeBinary
from sqlalchemy.orm import Mapped, deferred, mapped_column

from hackathon.core.database.types import Instant, Words
from hackathon.core.extensions import Base


class Badges(Base):
    """The most recently requested badges of an event; without content until they are rendered."""

    __tablename__ = "badges"

    event_id: Mapped[int] = mapped_column(ForeignKey("event.id", ondelete="CASCADE"), primary_key=True)
    asked_at: Mapped[datetime] = mapped_column(Instant)
    made_at: Mapped[datetime | None] = mapped_column(Instant)
    people: Mapped[int] = mapped_column(default=0)
    notes: Mapped[Words] = mapped_column(default="")
    content: Mapped[bytes | None] = deferred(mapped_column(LargeBinary))
