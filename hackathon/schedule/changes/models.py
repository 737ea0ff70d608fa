"""The steps of a schedule, recorded for undo."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from hackathon.accounts.models import Person
from hackathon.core.database.types import Instant, Key, Name
from hackathon.core.extensions import Base
from hackathon.planning.drafts.models import Draft


class ScheduleStep(Base):
    """A change of a draft: what it affected, before and after, as written by `DraftState.to_document`.

    `title` is that of the first topic. `version` is the draft's version after the step was made or undone.
    """

    __tablename__ = "schedule_step"

    id: Mapped[Key]
    draft_id: Mapped[int] = mapped_column(ForeignKey("draft.id", ondelete="CASCADE"), index=True)
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"), index=True)
    at: Mapped[datetime] = mapped_column(Instant)
    kind: Mapped[Name]
    title: Mapped[Name] = mapped_column(default="")
    before: Mapped[dict[str, Any]] = mapped_column(JSON)
    after: Mapped[dict[str, Any]] = mapped_column(JSON)
    undone_at: Mapped[datetime | None] = mapped_column(Instant)
    version: Mapped[int]

    draft: Mapped[Draft] = relationship()
    person: Mapped[Person | None] = relationship()

    @property
    def locked_events(self) -> tuple[int | None, ...]:
        return (self.draft.event_id,)
