"""The required order of topics."""

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from hackathon.core.extensions import Base
from hackathon.topics.models import Topic


class TopicOrder(Base):
    """A rule that one topic ends before another starts."""

    __tablename__ = "topic_order"
    __table_args__ = (CheckConstraint("first_id <> then_id", name="two_topics"),)

    first_id: Mapped[int] = mapped_column(ForeignKey("topic.id", ondelete="CASCADE"), primary_key=True)
    then_id: Mapped[int] = mapped_column(
        ForeignKey("topic.id", ondelete="CASCADE"), primary_key=True, index=True
    )

    first: Mapped[Topic] = relationship(foreign_keys=first_id)
    then: Mapped[Topic] = relationship(foreign_keys=then_id)
