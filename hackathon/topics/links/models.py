"""Links between topics."""

from datetime import datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from hackathon.core.database.types import Instant, by_value
from hackathon.core.domain.topics import LinkKind
from hackathon.core.extensions import Base
from hackathon.topics.models import Topic


class TopicLink(Base):
    """A link from a topic to the one it came from or was merged into; at most one of each kind.

    The link of a merged topic points directly to the canonical topic, never to another merged one.
    """

    __tablename__ = "topic_link"

    topic_id: Mapped[int] = mapped_column(ForeignKey("topic.id", ondelete="CASCADE"), primary_key=True)
    kind: Mapped[LinkKind] = mapped_column(by_value(LinkKind), primary_key=True)
    other_id: Mapped[int] = mapped_column(ForeignKey("topic.id", ondelete="CASCADE"), index=True)
    made_at: Mapped[datetime] = mapped_column(Instant)

    topic: Mapped[Topic] = relationship(foreign_keys=topic_id)
    other: Mapped[Topic] = relationship(foreign_keys=other_id)


class SameTopic(Base):
    """A pair of topics from different pages or events that are the same topic but not merged."""

    __tablename__ = "same_topic"

    topic_id: Mapped[int] = mapped_column(ForeignKey("topic.id", ondelete="CASCADE"), primary_key=True)
    other_id: Mapped[int] = mapped_column(
        ForeignKey("topic.id", ondelete="CASCADE"), primary_key=True, index=True
    )
    made_at: Mapped[datetime] = mapped_column(Instant)
