"""Imported pages, and the page an organizer is previewing."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from hackathon.core.database.types import Instant, Key, Words
from hackathon.core.extensions import Base


class PageImport(Base):
    """An imported page as it was read, stored so that nothing on it is lost.

    `summary` describes the import in English, `summary_parts` in a translatable form (empty for older
    imports); `written` records the written rows, for undo.
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
    """Corrections to a page, to be offered for other pages with the same layout.

    `fingerprint` identifies the structure of the page, and `corrections` only name headings and labels in it.
    A layout without a name was remembered by an import; the event has one for each structure.
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
