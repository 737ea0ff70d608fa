"""The activity log."""

from datetime import datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import JSON, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from hackathon.activity.messages import LogKind, sentence
from hackathon.core.database.types import Instant, Key, Words
from hackathon.core.extensions import Base
from hackathon.core.text.messages import Message
from hackathon.core.text.stored_messages import values_from_json

if TYPE_CHECKING:
    from hackathon.accounts.models import Person


class Activity(Base):
    """Who did what, when and from where; without a person, it was a command on the server.

    `kind` and `details` say what happened; lines from before there were kinds only have `words`. These are in
    English, for programs and for versions that don't know the kind. `origin` is the network of the request,
    or empty for actions of the server.
    """

    __tablename__ = "activity"

    id: Mapped[Key]
    event_id: Mapped[int | None] = mapped_column(ForeignKey("event.id", ondelete="CASCADE"), index=True)
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"))
    at: Mapped[datetime] = mapped_column(Instant, index=True)
    words: Mapped[Words]
    kind: Mapped[str] = mapped_column(default="")
    details: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
    origin: Mapped[Words] = mapped_column(default="")

    person: Mapped["Person | None"] = relationship()

    @property
    def message(self) -> Message | str:
        """What happened, as a message; if its kind is unknown, as it was written."""
        if self.details is None or self.kind not in set(LogKind):
            return self.words
        return sentence(LogKind(self.kind), values_from_json(self.details))
