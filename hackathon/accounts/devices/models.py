"""A person's signed-in devices."""

from datetime import date, datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from hackathon.accounts.models import Person
from hackathon.core.database.types import Instant, Key, Words
from hackathon.core.extensions import Base


class Device(Base):
    """A browser in which a person is signed in, as long as this row exists.

    Only the digest of its cookie's secret is stored, and no more about the browser than its owner needs to
    recognize it: a few words and the day of last use.
    """

    __tablename__ = "device"

    id: Mapped[Key]
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), index=True)
    digest: Mapped[str] = mapped_column(unique=True)
    words: Mapped[Words]
    signed_in_at: Mapped[datetime] = mapped_column(Instant)
    seen_on: Mapped[date]

    person: Mapped[Person] = relationship()
