"""Comments on topics."""

from datetime import datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from hackathon.accounts.models import Person
from hackathon.core.database.types import Instant, Key, Words
from hackathon.core.extensions import Base
from hackathon.topics.models import Topic


class Comment(Base):
    """A comment or a reply; its author and time may be unknown."""

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

    @property
    def locked_events(self) -> tuple[int | None, ...]:
        return (self.topic.event_id,)
