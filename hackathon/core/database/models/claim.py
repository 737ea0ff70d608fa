"""Workers' claims to jobs."""

from datetime import datetime

from sqlalchemy import BigInteger
from sqlalchemy.orm import Mapped, mapped_column

from hackathon.core.database.types import Instant, Words
from hackathon.core.extensions import Base


class Claim(Base):
    """Who does a job, or did it last and came to no end: a claim that is kept goes when its job is done.

    `worker` is the number that tells whether that one is alive; `not_before` is when a job that broke is
    tried again.
    """

    __tablename__ = "claim"

    job: Mapped[Words] = mapped_column(primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    worker: Mapped[int] = mapped_column(BigInteger)
    tries: Mapped[int] = mapped_column(default=1)
    claimed_at: Mapped[datetime] = mapped_column(Instant)
    not_before: Mapped[datetime | None] = mapped_column(Instant)
