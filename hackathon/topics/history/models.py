"""Versions of topics."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from hackathon.accounts.models import Person
from hackathon.core.database.types import Instant, Words
from hackathon.core.extensions import Base
from hackathon.core.text.messages import Message
from hackathon.core.text.stored_messages import values_from_json
from hackathon.topics.history.messages import Reason, reason_sentence


class TopicVersion(Base):
    """A topic after one change; `content` holds all of it, with people by id and areas by slug.

    `kind` and `details` give the reason for a change that was not made in the topic's form, such as an
    import. `because` has it in English; versions from before there were kinds have nothing else.
    """

    __tablename__ = "topic_version"

    topic_id: Mapped[int] = mapped_column(ForeignKey("topic.id", ondelete="CASCADE"), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime] = mapped_column(Instant)
    by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"), index=True)
    because: Mapped[Words] = mapped_column(default="")
    kind: Mapped[str] = mapped_column(default="")
    details: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
    content: Mapped[dict[str, Any]] = mapped_column(JSON)

    by: Mapped[Person | None] = relationship()

    @property
    def reason(self) -> Message | str:
        """Why the topic changed, as a message; if the kind is unknown, as it was written."""
        if self.details is None or self.kind not in set(Reason):
            return self.because
        return reason_sentence(Reason(self.kind), values_from_json(self.details))
