"""What a topic said, from one change to the next."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from hackathon.extensions import Base
from hackathon.models.person import Person
from hackathon.models.types import Instant, Words


class TopicVersion(Base):
    """A topic as it was after one change; `content` is the whole of it, people and areas by key and slug.

    `because` says where a change came from that nobody wrote into the form, such as an import.
    """

    __tablename__ = "topic_version"

    topic_id: Mapped[int] = mapped_column(ForeignKey("topic.id", ondelete="CASCADE"), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime] = mapped_column(Instant)
    by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"), index=True)
    because: Mapped[Words] = mapped_column(default="")
    content: Mapped[dict[str, Any]] = mapped_column(JSON)

    by: Mapped[Person | None] = relationship()
