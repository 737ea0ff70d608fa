"""What happened: the activity log, and the wiki pages that were brought in."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from hackathon.extensions import Base
from hackathon.models.person import Person
from hackathon.models.types import Instant, Key, Words


class Activity(Base):
    """Who did what, and when; nobody means a command on the server."""

    __tablename__ = "activity"

    id: Mapped[Key]
    event_id: Mapped[int | None] = mapped_column(ForeignKey("event.id", ondelete="CASCADE"), index=True)
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"))
    at: Mapped[datetime] = mapped_column(Instant)
    words: Mapped[Words]

    person: Mapped[Person | None] = relationship()


class PageImport(Base):
    """A wiki page that was brought in, as it was read; kept so that nothing on it is lost."""

    __tablename__ = "page_import"

    id: Mapped[Key]
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id", ondelete="CASCADE"), index=True)
    at: Mapped[datetime] = mapped_column(Instant)
    by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"))
    digest: Mapped[str]
    text: Mapped[Words]
    as_read: Mapped[dict[str, Any]] = mapped_column(JSON)
