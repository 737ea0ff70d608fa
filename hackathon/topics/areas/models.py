"""Areas, which group topics."""

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from hackathon.core.database.types import Document, Key, Name, derived
from hackathon.core.extensions import Base
from hackathon.core.text import folding
from hackathon.events.models import Event


class Area(Base):
    """A group of topics of one event; areas have an order."""

    __tablename__ = "area"
    __table_args__ = (UniqueConstraint("event_id", "slug"),)

    id: Mapped[Key]
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id", ondelete="CASCADE"))
    slug: Mapped[str]
    name: Mapped[Name]
    search_key: Mapped[Document] = derived(folding.folded, "name", deferred=True)
    position: Mapped[int] = mapped_column(default=0)

    event: Mapped[Event] = relationship(back_populates="areas")
