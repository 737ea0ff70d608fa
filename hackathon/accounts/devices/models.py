"""A person's signed-in devices."""

from datetime import date, datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from hackathon.accounts.models import Person
from hackathon.core.database.types import Instant, Key, Words
from hackathon.core.extensions import Base


class Device(Base):
    """A browser that somebody is signed in with, until this row goes.

    Of the secret in its cookie only the digest is kept; of what it is and when it was used no more
    than its owner needs to know it again: a few words, and the day.
    """

    __tablename__ = "device"

    id: Mapped[Key]
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), index=True)
    digest: Mapped[str] = mapped_column(unique=True)
    words: Mapped[Words]
    signed_in_at: Mapped[datetime] = mapped_column(Instant)
    seen_on: Mapped[date]

    person: Mapped[Person] = relationship()
