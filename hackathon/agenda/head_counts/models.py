"""Head counts of sessions."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from hackathon.core.database.types import Instant
from hackathon.core.extensions import Base


class HeadCount(Base):
    """The latest count of the people in a session; `topic` is the number of its topic."""

    __tablename__ = "head_count"
    __table_args__ = (CheckConstraint("people >= 0", name="no_fewer_than_none"),)

    event_id: Mapped[int] = mapped_column(ForeignKey("event.id", ondelete="CASCADE"), primary_key=True)
    topic: Mapped[int] = mapped_column(primary_key=True)
    occurrence: Mapped[int] = mapped_column(primary_key=True)
    people: Mapped[int]
    counted_at: Mapped[datetime] = mapped_column(Instant)
