"""What a reviewer says of a topic."""

from datetime import datetime

from sqlalchemy import JSON, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from hackathon.domain.checklist import Answer, Checklist, Question, Said
from hackathon.extensions import Base
from hackathon.models.person import Person
from hackathon.models.topic import Topic
from hackathon.models.types import Instant, by_value


class Review(Base):
    """One person's answers to the checklist for one topic, and notes by question."""

    __tablename__ = "review"

    topic_id: Mapped[int] = mapped_column(ForeignKey("topic.id", ondelete="CASCADE"), primary_key=True)
    person_id: Mapped[int] = mapped_column(
        ForeignKey("person.id", ondelete="CASCADE"), primary_key=True, index=True
    )
    startable: Mapped[Answer] = mapped_column(by_value(Answer, name="startable"))
    defined: Mapped[Answer] = mapped_column(by_value(Answer, name="defined"))
    feasible: Mapped[Answer] = mapped_column(by_value(Answer, name="feasible"))
    useful: Mapped[Answer] = mapped_column(by_value(Answer, name="useful"))
    complete: Mapped[Answer] = mapped_column(by_value(Answer, name="complete"))
    notes: Mapped[dict[str, str]] = mapped_column(JSON)
    written_at: Mapped[datetime] = mapped_column(Instant)

    topic: Mapped[Topic] = relationship()
    person: Mapped[Person] = relationship()

    @property
    def checklist(self) -> Checklist:
        """What the reviewer says to every question."""
        return {
            question: Said(answer=getattr(self, question.value), note=self.notes.get(question.value, ""))
            for question in Question
        }
