"""A person's answer to a topic."""

from datetime import datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from hackathon.domain.votes import Choice
from hackathon.extensions import Base
from hackathon.models.person import Person
from hackathon.models.topic import Topic
from hackathon.models.types import Instant, Words, by_value


class Vote(Base):
    """What a person says of a topic; one answer for each person and topic.

    The note of a "maybe" is for the topic's contacts and the organizers.
    """

    __tablename__ = "vote"

    topic_id: Mapped[int] = mapped_column(ForeignKey("topic.id", ondelete="CASCADE"), primary_key=True)
    person_id: Mapped[int] = mapped_column(
        ForeignKey("person.id", ondelete="CASCADE"), primary_key=True, index=True
    )
    choice: Mapped[Choice] = mapped_column(by_value(Choice))
    note: Mapped[Words] = mapped_column(default="")
    cast_at: Mapped[datetime] = mapped_column(Instant)

    topic: Mapped[Topic] = relationship(back_populates="votes")
    person: Mapped[Person] = relationship()
