"""The record that a server was restored from a backup."""

from datetime import datetime

from sqlalchemy.orm import Mapped, mapped_column

from hackathon.core.database.types import Instant, Key
from hackathon.core.extensions import Base


class Restoration(Base):
    """A restored backup. Until an administrator releases it, work that might be repeated is on hold."""

    __tablename__ = "restoration"

    id: Mapped[Key]
    backed_up_at: Mapped[datetime] = mapped_column(Instant)
    restored_at: Mapped[datetime] = mapped_column(Instant)
    released_at: Mapped[datetime | None] = mapped_column(Instant)
