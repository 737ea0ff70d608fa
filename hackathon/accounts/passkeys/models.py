"""Passkeys, which sign people in without email."""

from datetime import date, datetime

from sqlalchemy import BigInteger, ForeignKey, LargeBinary
from sqlalchemy.orm import Mapped, mapped_column, relationship

from hackathon.accounts.models import Person
from hackathon.core.database.types import Instant, Key, Words
from hackathon.core.extensions import Base


class Passkey(Base):
    """The public key of a passkey; the private key never leaves the person's device."""

    __tablename__ = "passkey"

    id: Mapped[Key]
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), index=True)
    credential: Mapped[str] = mapped_column(unique=True)
    """The credential ID, which the device assigned to the key."""
    public_key: Mapped[bytes] = mapped_column(LargeBinary)
    uses: Mapped[int] = mapped_column(BigInteger)
    """The device's signature counter, if it has one; a cloned key would fall behind."""
    words: Mapped[Words]
    made_at: Mapped[datetime] = mapped_column(Instant)
    used_on: Mapped[date | None]

    person: Mapped[Person] = relationship()
