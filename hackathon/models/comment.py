"""A person's words under a topic."""

from datetime import datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from hackathon.extensions import Base
from hackathon.models.person import Person
from hackathon.models.topic import Topic
from hackathon.models.types import Instant, Key, Words


class Comment(Base):
    """A comment or a reply; who wrote it may be unknown, and when."""

    __tablename__ = "comment"

    id: Mapped[Key]
    topic_id: Mapped[int] = mapped_column(ForeignKey("topic.id", ondelete="CASCADE"), index=True)
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"), index=True)
    reply_to_id: Mapped[int | None] = mapped_column(ForeignKey("comment.id", ondelete="SET NULL"))
    text: Mapped[Words]
    written_at: Mapped[datetime | None] = mapped_column(Instant)
    addressed_at: Mapped[datetime | None] = mapped_column(Instant)
    form_key: Mapped[str | None] = mapped_column(unique=True)

    topic: Mapped[Topic] = relationship(back_populates="comments")
    person: Mapped[Person | None] = relationship()
