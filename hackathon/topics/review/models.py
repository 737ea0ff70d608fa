"""Reviews of topics."""

from datetime import datetime

from sqlalchemy import JSON, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from hackathon.accounts.models import Person
from hackathon.core.database.types import Instant, by_value
from hackathon.core.extensions import Base
from hackathon.topics.models import Topic
from hackathon.topics.review.domain.checklist import Checklist, NotedAnswer, ReviewAnswer, ReviewQuestion


class Review(Base):
    """A reviewer's answers to the checklist for one topic, with notes by question."""

    __tablename__ = "review"

    topic_id: Mapped[int] = mapped_column(ForeignKey("topic.id", ondelete="CASCADE"), primary_key=True)
    person_id: Mapped[int] = mapped_column(
        ForeignKey("person.id", ondelete="CASCADE"), primary_key=True, index=True
    )
    startable: Mapped[ReviewAnswer] = mapped_column(by_value(ReviewAnswer, name="startable"))
    defined: Mapped[ReviewAnswer] = mapped_column(by_value(ReviewAnswer, name="defined"))
    feasible: Mapped[ReviewAnswer] = mapped_column(by_value(ReviewAnswer, name="feasible"))
    useful: Mapped[ReviewAnswer] = mapped_column(by_value(ReviewAnswer, name="useful"))
    complete: Mapped[ReviewAnswer] = mapped_column(by_value(ReviewAnswer, name="complete"))
    notes: Mapped[dict[str, str]] = mapped_column(JSON)
    written_at: Mapped[datetime] = mapped_column(Instant)

    topic: Mapped[Topic] = relationship()
    person: Mapped[Person] = relationship()

    @property
    def checklist(self) -> Checklist:
        """The reviewer's answers."""
        return {
            question: NotedAnswer(
                answer=getattr(self, question.value), note=self.notes.get(question.value, "")
            )
            for question in ReviewQuestion
        }
