"""Workers' claims to jobs."""

from datetime import datetime

from sqlalchemy import BigInteger
from sqlalchemy.orm import Mapped, mapped_column

from hackathon.core.database.types import Instant, Words
from hackathon.core.extensions import Base


class Claim(Base):
    """The worker that does a job, or the last one that did it without finishing.

    The claim is deleted when the job is done. `worker` is the number of the worker, from which `liveness`
    tells whether it is alive; `not_before` is when a failed job is retried.
    """

    __tablename__ = "claim"

    job: Mapped[Words] = mapped_column(primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    worker: Mapped[int] = mapped_column(BigInteger)
    tries: Mapped[int] = mapped_column(default=1)
    claimed_at: Mapped[datetime] = mapped_column(Instant)
    not_before: Mapped[datetime | None] = mapped_column(Instant)
