"""Versions of topics."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from hackathon.accounts.models import Person
from hackathon.core.database.types import Instant, Words
from hackathon.core.extensions import Base


class TopicVersion(Base):
    """A topic after one change; `content` holds all of it, with people by id and areas by slug.

    `because` is the reason for a change that was not made in the topic's form, such as an import.
    """

    __tablename__ = "topic_version"

    topic_id: Mapped[int] = mapped_column(ForeignKey("topic.id", ondelete="CASCADE"), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime] = mapped_column(Instant)
    by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"), index=True)
    because: Mapped[Words] = mapped_column(default="")
    content: Mapped[dict[str, Any]] = mapped_column(JSON)

    by: Mapped[Person | None] = relationship()
