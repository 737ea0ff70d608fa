"""Single-use secrets that have been used."""

from datetime import datetime

from sqlalchemy.orm import Mapped, mapped_column

from hackathon.core.database.types import Instant
from hackathon.core.extensions import Base


class UsedOnce(Base):
    """The digest of a single-use secret that was used, kept until it would have expired anyway."""

    __tablename__ = "used_once"

    digest: Mapped[str] = mapped_column(primary_key=True)
    until: Mapped[datetime] = mapped_column(Instant, index=True)
