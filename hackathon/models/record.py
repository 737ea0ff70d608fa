"""What happened: the activity log, the wiki pages that were brought in, the topics that became one."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from hackathon.extensions import Base
from hackathon.models.person import Person
from hackathon.models.topic import Topic
from hackathon.models.types import Instant, Key, Words


class Activity(Base):
    """Who did what, when and from where; nobody means a command on the server.

    `origin` is the network that a request came from, or nothing for what the server did by itself.
    """

    __tablename__ = "activity"

    id: Mapped[Key]
    event_id: Mapped[int | None] = mapped_column(ForeignKey("event.id", ondelete="CASCADE"), index=True)
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"))
    at: Mapped[datetime] = mapped_column(Instant, index=True)
    words: Mapped[Words]
    origin: Mapped[Words] = mapped_column(default="")

    person: Mapped[Person | None] = relationship()


class PageImport(Base):
    """A wiki page that was brought in, as it was read; kept so that nothing on it is lost.

    `summary` says in words what came in; `written` is what that wrote, row by row, so that it can be undone.
    """

    __tablename__ = "page_import"

    id: Mapped[Key]
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id", ondelete="CASCADE"), index=True)
    at: Mapped[datetime] = mapped_column(Instant)
    by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"))
    digest: Mapped[str]
    text: Mapped[Words]
    as_read: Mapped[dict[str, Any]] = mapped_column(JSON)
    summary: Mapped[Words] = mapped_column(default="")
    written: Mapped[list[dict[str, Any]] | None] = mapped_column(JSON(none_as_null=True))
    undone_at: Mapped[datetime | None] = mapped_column(Instant)
    undone_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"))


class TopicMerge(Base):
    """A topic that went up in another; `written` is what that wrote, row by row, so that it can be undone."""

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


class WaitingPage(Base):
    """The page that an organizer sent last and looks at now; nothing of it is here yet."""

    __tablename__ = "waiting_page"

    event_id: Mapped[int] = mapped_column(ForeignKey("event.id", ondelete="CASCADE"), primary_key=True)
    person_id: Mapped[int] = mapped_column(
        ForeignKey("person.id", ondelete="CASCADE"), primary_key=True, index=True
    )
    at: Mapped[datetime] = mapped_column(Instant)
    kind: Mapped[str]
    text: Mapped[Words]
