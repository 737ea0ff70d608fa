"""What one topic is to another."""

from datetime import datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from hackathon.domain.topics import LinkKind
from hackathon.extensions import Base
from hackathon.models.topic import Topic
from hackathon.models.types import Instant, by_value


class TopicLink(Base):
    """Where a topic went, or where it came from; at most one link of each kind.

    The link of a merged topic leads straight to the one that stands for it now, never to a third.
    """

    __tablename__ = "topic_link"

    topic_id: Mapped[int] = mapped_column(ForeignKey("topic.id", ondelete="CASCADE"), primary_key=True)
    kind: Mapped[LinkKind] = mapped_column(by_value(LinkKind), primary_key=True)
    other_id: Mapped[int] = mapped_column(ForeignKey("topic.id", ondelete="CASCADE"), index=True)
    made_at: Mapped[datetime] = mapped_column(Instant)

    topic: Mapped[Topic] = relationship(foreign_keys=topic_id)
    other: Mapped[Topic] = relationship(foreign_keys=other_id)


class SameTopic(Base):
    """That a topic is the same as one from another page or of another event; both stand for themselves."""

    __tablename__ = "same_topic"

    topic_id: Mapped[int] = mapped_column(ForeignKey("topic.id", ondelete="CASCADE"), primary_key=True)
    other_id: Mapped[int] = mapped_column(
        ForeignKey("topic.id", ondelete="CASCADE"), primary_key=True, index=True
    )
    made_at: Mapped[datetime] = mapped_column(Instant)
