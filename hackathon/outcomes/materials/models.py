"""The tables of files."""

from datetime import datetime

from sqlalchemy import ForeignKey, LargeBinary
from sqlalchemy.orm import Mapped, mapped_column, relationship

from hackathon.accounts.models import Person
from hackathon.core.database.types import Instant, Key, Name
from hackathon.core.extensions import Base
from hackathon.topics.models import Topic


class Material(Base):
    """A file of a topic, `size` in bytes.

    Its author may have been deleted. It is stored in the database so that backups include it.
    """

    __tablename__ = "material"

    id: Mapped[Key]
    topic_id: Mapped[int] = mapped_column(ForeignKey("topic.id", ondelete="CASCADE"), index=True)
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"), index=True)
    name: Mapped[Name]
    size: Mapped[int]
    digest: Mapped[str]
    added_at: Mapped[datetime] = mapped_column(Instant)
    form_key: Mapped[str] = mapped_column(unique=True)

    topic: Mapped[Topic] = relationship()
    person: Mapped[Person | None] = relationship()

    @property
    def locked_events(self) -> tuple[int | None, ...]:
        return (self.topic.event_id,)


class MaterialPart(Base):
    """A part of a file: whoever copies rows has a few hundred of them in memory, of whole files too many."""

    __tablename__ = "material_part"

    material_id: Mapped[int] = mapped_column(ForeignKey("material.id", ondelete="CASCADE"), primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True)
    content: Mapped[bytes] = mapped_column(LargeBinary)
