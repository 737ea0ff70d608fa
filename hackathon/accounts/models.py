"""People, their other names, and proposals to merge two records of one person."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship, validates

from hackathon.core.database.types import Document, Instant, Key, Name, Words, by_value, derived
from hackathon.core.extensions import Base
from hackathon.core.text import collation, folding, lookalikes
from hackathon.core.text.emails import email_key
from hackathon.core.text.messages import Message
from hackathon.core.text.names import normalize
from hackathon.core.text.stored_messages import message_from_json


class Person(Base):
    """A person known by name; their email address is private and never shown in public.

    `email` is the address as typed, to which mail is sent; `email_key` is used to compare addresses.

    Administrators have the permissions of an organizer at every event.
    """

    __tablename__ = "person"

    id: Mapped[Key]
    name: Mapped[Name]
    name_key: Mapped[Words] = mapped_column(index=True)
    sort_key: Mapped[bytes] = derived(collation.sort_key, "name", deferred=True)
    search_key: Mapped[Document] = derived(folding.folded_name, "name", deferred=True)
    look_key: Mapped[Document] = derived(lookalikes.look, "name", deferred=True, index=True)
    affiliation: Mapped[Name | None]
    affiliation_key: Mapped[Document] = derived(folding.folded, "affiliation", deferred=True)
    email: Mapped[str | None]
    email_key: Mapped[str | None] = mapped_column(unique=True)
    creates_events: Mapped[bool] = mapped_column(default=False)
    is_administrator: Mapped[bool] = mapped_column(default=False)
    language: Mapped[str | None]
    """The code of the language that they chose, or None."""
    version: Mapped[int] = mapped_column(default=1)

    handles: Mapped[list["Handle"]] = relationship(back_populates="person", order_by="Handle.sort_key")

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012 -- SQLAlchemy reads it once, at class creation

    @validates("name")
    def _compared_as(self, _column: str, name: str) -> str:
        self.name_key = normalize(name)
        return name

    @validates("email")
    def _email_compared_as(self, _column: str, email: str | None) -> str | None:
        self.email_key = email_key(email) if email else None
        return email

    @property
    def locked_people(self) -> tuple[int, ...]:
        return (self.stored_key,)


class Handle(Base):
    """A wiki user name or IRC nick, as written and in the form used for comparison."""

    __tablename__ = "handle"

    id: Mapped[Key]
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), index=True)
    name: Mapped[Name]
    name_key: Mapped[str] = mapped_column(unique=True)
    sort_key: Mapped[bytes] = derived(collation.sort_key, "name", deferred=True)

    person: Mapped[Person] = relationship(back_populates="handles")

    @validates("name")
    def _compared_as(self, _column: str, name: str) -> str:
        self.name_key = normalize(name)
        return name


class PersonMergeState(StrEnum):
    """An organizer's decision about a merge proposal."""

    PROPOSED = "proposed"
    ACCEPTED = "accepted"
    REFUSED = "refused"


class PersonMerge(Base):
    """A suspicion that two records are the same person, and the organizer's decision.

    `reason` and `evidence` are in English; `evidence_parts` is the evidence in a translatable form, which
    older proposals lack. `moved` records what an accepted merge moved, for undo.
    """

    __tablename__ = "join_proposal"
    __table_args__ = (UniqueConstraint("event_id", "from_id", "into_id"),)

    id: Mapped[Key]
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id", ondelete="CASCADE"))
    from_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), index=True)
    into_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), index=True)
    reason: Mapped[Words]
    evidence: Mapped[Words] = mapped_column(default="")
    evidence_parts: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
    state: Mapped[PersonMergeState] = mapped_column(
        by_value(PersonMergeState), default=PersonMergeState.PROPOSED
    )
    decided_at: Mapped[datetime | None] = mapped_column(Instant)
    decided_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"))
    moved: Mapped[dict[str, Any] | None] = mapped_column(JSON)

    joined: Mapped[Person] = relationship(foreign_keys=from_id)
    into: Mapped[Person] = relationship(foreign_keys=into_id)

    @property
    def evidence_message(self) -> Message | str:
        """The evidence as a message, translated when it is shown."""
        return message_from_json(self.evidence_parts) if self.evidence_parts else self.evidence

    @property
    def locked_people(self) -> tuple[int, ...]:
        return (self.from_id, self.into_id)
