"""Votes for topics."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from hackathon.accounts.models import Person
from hackathon.core.database import triggers
from hackathon.core.database.types import Instant, Words, by_value
from hackathon.core.domain.votes import Choice
from hackathon.core.extensions import Base
from hackathon.topics.models import Topic
from hackathon.topics.votes import vote_counts


class Vote(Base):
    """A person's vote for a topic; at most one per person and topic.

    The note of a "maybe" is visible only to the topic's contacts and organizers.
    """

    __tablename__ = "vote"
    __table_args__ = (
        # For finding a topic's imported votes, which are few or none, among all its votes.
        Index(
            "ix_vote_topic_id_from_page",
            "topic_id",
            # in the form that SQLAlchemy generates, because SQLite compares the text
            sqlite_where=text("from_page = 1"),
            postgresql_where=text("from_page"),
        ),
    )

    topic_id: Mapped[int] = mapped_column(ForeignKey("topic.id", ondelete="CASCADE"), primary_key=True)
    person_id: Mapped[int] = mapped_column(
        ForeignKey("person.id", ondelete="CASCADE"), primary_key=True, index=True
    )
    choice: Mapped[Choice] = mapped_column(by_value(Choice))
    note: Mapped[Words] = mapped_column(default="")
    cast_at: Mapped[datetime] = mapped_column(Instant)
    from_page: Mapped[bool] = mapped_column(default=False)
    """Whether the vote was imported from a page, not cast here by the person."""

    topic: Mapped[Topic] = relationship(back_populates="votes")
    person: Mapped[Person] = relationship()


triggers.keep(vote_counts.KEPT)
