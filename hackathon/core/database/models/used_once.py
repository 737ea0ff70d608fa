"""Single-use secrets that have been used."""

from datetime import datetime

from sqlalchemy.orm import Mapped, mapped_column

from hackathon.core.database.types import Instant
from hackathon.core.extensions import Base


class UsedOnce(Base):
    """Something that works once and was used, by its digest, until it would not work any more."""

    __tablename__ = "used_once"

    digest: Mapped[str] = mapped_column(primary_key=True)
    until: Mapped[datetime] = mapped_column(Instant, index=True)
