"""A topic and the people who stand for it."""

from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import JSON, CheckConstraint, ColumnElement, ForeignKey, UniqueConstraint
from sqlalchemy.ext.hybrid import hybrid_property
from sqlalchemy.orm import Mapped, mapped_column, relationship

from hackathon.domain.names import slugify
from hackathon.domain.topics import ContactRole, ProgrammeState, ReviewState
from hackathon.extensions import Base
from hackathon.models.area import Area
from hackathon.models.event import Event
from hackathon.models.person import Person
from hackathon.models.types import Instant, Key, Words, by_value

if TYPE_CHECKING:
    from hackathon.models.comment import Comment
    from hackathon.models.vote import Vote


class Topic(Base):
    """What is proposed. Its long texts are Markdown; its number never changes.

    `as_read` is the topic as the wiki page last gave it, in the words of that page;
    `form_key` makes the same form sent twice one topic.
    """

    __tablename__ = "topic"
    __table_args__ = (
        UniqueConstraint("event_id", "number"),
        CheckConstraint("length >= 1", name="length_positive"),
    )

    id: Mapped[Key]
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id", ondelete="CASCADE"))
    number: Mapped[int]
    title: Mapped[Words]
    area_id: Mapped[int | None] = mapped_column(ForeignKey("area.id", ondelete="SET NULL"), index=True)
    description: Mapped[Words] = mapped_column(default="")
    outcomes: Mapped[Words] = mapped_column(default="")
    steps: Mapped[Words] = mapped_column(default="")
    references: Mapped[Words] = mapped_column(default="")
    skills: Mapped[Words] = mapped_column(default="")
    difficulty: Mapped[Words] = mapped_column(default="")
    forum: Mapped[Words] = mapped_column(default="")
    chat: Mapped[Words] = mapped_column(default="")
    contact_note: Mapped[Words] = mapped_column(default="")
    inserted_on: Mapped[date | None]
    verified: Mapped[Words] = mapped_column(default="")
    programme: Mapped[ProgrammeState] = mapped_column(
        by_value(ProgrammeState), default=ProgrammeState.NOT_APPLICABLE
    )
    length: Mapped[int] = mapped_column(default=1)
    needs: Mapped[list[str]] = mapped_column(JSON, default=list)
    is_plenary: Mapped[bool] = mapped_column(default=False)
    may_run_twice: Mapped[bool] = mapped_column(default=False)
    second_length: Mapped[int | None]
    """The slots of its second session, where one of the two took longer on the day."""
    review_state: Mapped[ReviewState | None] = mapped_column(by_value(ReviewState))
    made_at: Mapped[datetime] = mapped_column(Instant)
    as_read: Mapped[dict[str, Any] | None] = mapped_column(JSON)
    form_key: Mapped[str | None] = mapped_column(unique=True)
    version: Mapped[int] = mapped_column(default=1)

    event: Mapped[Event] = relationship(back_populates="topics")
    area: Mapped[Area | None] = relationship()
    contacts: Mapped[list["Contact"]] = relationship(
        back_populates="topic", cascade="all, delete-orphan", order_by="(Contact.position, Contact.id)"
    )
    votes: Mapped[list["Vote"]] = relationship(back_populates="topic", passive_deletes=True)
    comments: Mapped[list["Comment"]] = relationship(
        back_populates="topic", passive_deletes=True, order_by="(Comment.written_at, Comment.id)"
    )

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012 -- SQLAlchemy reads it once, at class creation

    @property
    def slug(self) -> str:
        """The words of the title, as they stand in the address."""
        return slugify(self.title)

    @property
    def address(self) -> str:
        """The last part of the topic's address, `NUMBER-slug`."""
        return f"{self.number}-{self.slug}" if self.slug else str(self.number)

    @hybrid_property
    def is_withdrawn(self) -> bool:
        """Whether the topic is no longer proposed; also asked of the database, in queries."""
        return self.review_state is ReviewState.WITHDRAWN

    @is_withdrawn.inplace.expression
    @classmethod
    def _is_withdrawn(cls) -> ColumnElement[bool]:
        # Not "=", which is neither true nor false of a topic without a state.
        return cls.review_state.is_not_distinct_from(ReviewState.WITHDRAWN)


class Contact(Base):
    """A person's part in a topic."""

    __tablename__ = "contact"
    __table_args__ = (UniqueConstraint("topic_id", "person_id", "role"),)

    id: Mapped[Key]
    topic_id: Mapped[int] = mapped_column(ForeignKey("topic.id", ondelete="CASCADE"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), index=True)
    role: Mapped[ContactRole] = mapped_column(by_value(ContactRole), default=ContactRole.TECHNICAL_CONTACT)
    position: Mapped[int] = mapped_column(default=0)

    topic: Mapped[Topic] = relationship(back_populates="contacts")
    person: Mapped[Person] = relationship()
