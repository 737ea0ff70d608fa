"""The activity log."""

from datetime import datetime
from typing import TYPE_CHECKING

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from hackathon.core.database.types import Instant, Key, Words
from hackathon.core.extensions import Base

if TYPE_CHECKING:
    from hackathon.accounts.models import Person


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

    person: Mapped["Person | None"] = relationship()
