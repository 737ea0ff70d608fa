"""The time at which an event's draft is published automatically."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from hackathon.accounts.models import Person
from hackathon.core.database.types import Instant, Words
from hackathon.core.extensions import Base
from hackathon.core.text.messages import Message
from hackathon.core.text.stored_messages import message_from_json
from hackathon.events.models import Event


class TimedPublication(Base):
    """The time at which the draft is to be published, and who set it.

    A refused publication stays, with the reason, until someone publishes or removes it.
    """

    __tablename__ = "timed_publication"

    event_id: Mapped[int] = mapped_column(ForeignKey("event.id", ondelete="CASCADE"), primary_key=True)
    at: Mapped[datetime] = mapped_column(Instant, index=True)
    note: Mapped[Words] = mapped_column(default="")
    tells: Mapped[bool] = mapped_column(default=True)
    asked_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"), index=True)
    fault: Mapped[Words | None]
    """Why it was not published, in English; None while it is still to come."""
    fault_parts: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
    """The same in translatable form."""

    event: Mapped[Event] = relationship()
    asked_by: Mapped[Person | None] = relationship()

    @property
    def fault_message(self) -> Message | str:
        """Why it was not published, as a message."""
        return message_from_json(self.fault_parts) if self.fault_parts else self.fault or ""
