"""Merged topics."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from hackathon.core.database.types import Instant, Key
from hackathon.core.extensions import Base
from hackathon.topics.models import Topic


class TopicMerge(Base):
    """A topic that was merged into another; `written` records the changes row by row, for undo."""

    __tablename__ = "topic_merge"

    id: Mapped[Key]
    kept_id: Mapped[int] = mapped_column(ForeignKey("topic.id", ondelete="CASCADE"), index=True)
    gone_id: Mapped[int] = mapped_column(ForeignKey("topic.id", ondelete="CASCADE"), index=True)
    at: Mapped[datetime] = mapped_column(Instant)
    by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"))
    written: Mapped[list[dict[str, Any]] | None] = mapped_column(JSON(none_as_null=True))
    undone_at: Mapped[datetime | None] = mapped_column(Instant)
    undone_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"))

    kept: Mapped[Topic] = relationship(foreign_keys=kept_id)
    gone: Mapped[Topic] = relationship(foreign_keys=gone_id)

    @property
    def locked_events(self) -> tuple[int | None, ...]:
        return (self.kept.event_id,)
