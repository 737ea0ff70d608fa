"""A group of topics."""

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from hackathon.extensions import Base
from hackathon.models.event import Event
from hackathon.models.types import Key, Words


class Area(Base):
    """A group of topics of one event; areas have an order."""

    __tablename__ = "area"
    __table_args__ = (UniqueConstraint("event_id", "slug"),)

    id: Mapped[Key]
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id", ondelete="CASCADE"))
    slug: Mapped[str]
    name: Mapped[Words]
    position: Mapped[int] = mapped_column(default=0)

    event: Mapped[Event] = relationship(back_populates="areas")
