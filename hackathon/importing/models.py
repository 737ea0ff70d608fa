"""Imported pages, and the page an organizer is previewing."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from hackathon.core.database.types import Instant, Key, Words
from hackathon.core.extensions import Base


class PageImport(Base):
    """A wiki page that was brought in, as it was read; kept so that nothing on it is lost.

    `summary` says in English what came in, `summary_parts` in a form that can be translated (none for pages
    that came in before there was one); `written` is what that wrote, row by row, so that it can be undone.
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
    summary_parts: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
    written: Mapped[list[dict[str, Any]] | None] = mapped_column(JSON(none_as_null=True))
    undone_at: Mapped[datetime | None] = mapped_column(Instant)
    undone_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"))


class PageLayout(Base):
    """Corrections that were made to a page, to be offered for the next page that is built like it.

    `fingerprint` stands for the structure of the page, and `corrections` name only headings and labels of it.
    One without a name was remembered when a page was imported; the event has one for each structure.
    """

    __tablename__ = "page_layout"

    id: Mapped[Key]
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id", ondelete="CASCADE"), index=True)
    name: Mapped[Words] = mapped_column(default="")
    fingerprint: Mapped[str]
    corrections: Mapped[list[dict[str, Any]]] = mapped_column(JSON)
    at: Mapped[datetime] = mapped_column(Instant)


class WaitingPage(Base):
    """The page that an organizer is previewing; nothing of it has been imported yet.

    `reading` is its interpretation, after the corrections that it names.
    """

    __tablename__ = "waiting_page"

    event_id: Mapped[int] = mapped_column(ForeignKey("event.id", ondelete="CASCADE"), primary_key=True)
    person_id: Mapped[int] = mapped_column(
        ForeignKey("person.id", ondelete="CASCADE"), primary_key=True, index=True
    )
    at: Mapped[datetime] = mapped_column(Instant)
    kind: Mapped[str]
    text: Mapped[Words]
    reading: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
