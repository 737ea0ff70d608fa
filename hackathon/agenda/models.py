"""Published agendas, their files, and the ledger of calendar entries."""

from datetime import datetime

from sqlalchemy import ForeignKey, LargeBinary, UniqueConstraint, select
from sqlalchemy.orm import Mapped, column_property, deferred, mapped_column, relationship

from hackathon.core.database.types import Document, Instant, Key, Words
from hackathon.core.domain.agenda import Agenda
from hackathon.core.extensions import Base
from hackathon.events.models import Event


class Revision(Base):
    """A published agenda, frozen forever; `document` contains all of it and refers to no row."""

    __tablename__ = "revision"
    __table_args__ = (UniqueConstraint("event_id", "number"),)

    id: Mapped[Key]
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id", ondelete="CASCADE"))
    number: Mapped[int]
    published_at: Mapped[datetime] = mapped_column(Instant)
    published_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"))
    note: Mapped[Words] = mapped_column(default="")
    document: Mapped[Document]

    event: Mapped[Event] = relationship()

    @property
    def agenda(self) -> Agenda:
        """The agenda as it was published."""
        return Agenda.from_json(self.document)


# Loaded together with the event: its phase is needed on nearly every page.
Event.is_published = column_property(
    select(Revision.id).where(Revision.event_id == Event.id).exists().correlate_except(Revision)
)


class RevisionFile(Base):
    """A file of a revision, generated once and then sent from here."""

    __tablename__ = "revision_file"

    revision_id: Mapped[int] = mapped_column(ForeignKey("revision.id", ondelete="CASCADE"), primary_key=True)
    name: Mapped[str] = mapped_column(primary_key=True)
    media_type: Mapped[str]
    etag: Mapped[str]
    content: Mapped[bytes] = deferred(mapped_column(LargeBinary))
    zipped: Mapped[bytes] = deferred(mapped_column(LargeBinary))
    notes: Mapped[Words] = mapped_column(default="")


class CalendarEntry(Base):
    """The ledger's row for a published occurrence of a topic; its UID is generated once and never changes."""

    __tablename__ = "calendar_entry"
    __table_args__ = (UniqueConstraint("event_id", "topic_number", "occurrence"),)

    id: Mapped[Key]
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id", ondelete="CASCADE"))
    topic_number: Mapped[int]
    occurrence: Mapped[int] = mapped_column(default=1)
    uid: Mapped[str] = mapped_column(unique=True)
    sequence: Mapped[int] = mapped_column(default=0)
    last_modified: Mapped[datetime] = mapped_column(Instant)
    is_cancelled: Mapped[bool] = mapped_column(default=False)
