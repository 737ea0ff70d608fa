"""Topics and their contacts."""

from datetime import date, datetime
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from sqlalchemy import JSON, CheckConstraint, ColumnElement, ForeignKey, Index, UniqueConstraint
from sqlalchemy.ext.hybrid import hybrid_property
from sqlalchemy.orm import Mapped, mapped_column, relationship

from hackathon.accounts.models import Person
from hackathon.core.database.types import Document, Instant, Key, Name, Words, by_value, derived
from hackathon.core.domain.topics import ContactRole, ProgrammeState, ReviewState
from hackathon.core.extensions import Base
from hackathon.core.text import folding
from hackathon.core.text.names import slugify
from hackathon.events.models import Event
from hackathon.topics.areas.models import Area

if TYPE_CHECKING:
    from hackathon.topics.comments.models import Comment
    from hackathon.topics.votes.models import Vote


@lru_cache(maxsize=5_000)
def topic_address(number: int, title: str) -> str:
    """Return the last part of a topic's URL, `NUMBER-slug`."""
    slug = slugify(title)
    return f"{number}-{slug}" if slug else str(number)


class Topic(Base):
    """A proposed topic. Its long texts are Markdown; its number never changes.

    `as_read` is the topic as last read from the wiki page;
    `form_key` prevents sending the same form twice from adding two topics.
    """

    __tablename__ = "topic"
    __table_args__ = (
        UniqueConstraint("event_id", "number"),
        CheckConstraint("length >= 1", name="length_positive"),
        # Lets topics be counted for an event's home page without reading their long rows.
        Index("ix_topic_event_id_review_state_area_id", "event_id", "review_state", "area_id"),
        # Likewise, for finding a page of the list.
        Index(
            "ix_topic_event_id_votes", "event_id", "review_state", "votes_counted", "votes_unlisted", "number"
        ),
    )

    id: Mapped[Key]
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id", ondelete="CASCADE"))
    number: Mapped[int]
    title: Mapped[Name]
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
    """The length of its second session, if one of the two was extended during the event."""
    review_state: Mapped[ReviewState | None] = mapped_column(by_value(ReviewState))
    made_at: Mapped[datetime] = mapped_column(Instant)
    as_read: Mapped[dict[str, Any] | None] = mapped_column(JSON)
    form_key: Mapped[str | None] = mapped_column(unique=True)
    search_text: Mapped[Document] = derived(
        folding.folded_together, "title", "description", "outcomes", "skills", deferred=True
    )
    votes_counted: Mapped[int] = mapped_column(default=0, server_default="0")
    votes_unlisted: Mapped[int] = mapped_column(default=0, server_default="0")
    """Maintained by triggers (see `votes.vote_counts`); services never write them."""
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
        """The title as a slug."""
        return slugify(self.title)

    @property
    def address(self) -> str:
        """The last part of the topic's URL, `NUMBER-slug`."""
        return topic_address(self.number, self.title)

    @hybrid_property
    def is_withdrawn(self) -> bool:
        """Whether the topic is withdrawn; also usable in queries."""
        return self.review_state is ReviewState.WITHDRAWN

    @is_withdrawn.inplace.expression
    @classmethod
    def _is_withdrawn(cls) -> ColumnElement[bool]:
        # Not "=", which is NULL for a topic without a state.
        return cls.review_state.is_not_distinct_from(ReviewState.WITHDRAWN)


class Contact(Base):
    """A person who is a contact for a topic, with their role."""

    __tablename__ = "contact"
    __table_args__ = (UniqueConstraint("topic_id", "person_id", "role"),)

    id: Mapped[Key]
    topic_id: Mapped[int] = mapped_column(ForeignKey("topic.id", ondelete="CASCADE"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), index=True)
    role: Mapped[ContactRole] = mapped_column(by_value(ContactRole), default=ContactRole.TECHNICAL_CONTACT)
    position: Mapped[int] = mapped_column(default=0)

    topic: Mapped[Topic] = relationship(back_populates="contacts")
    person: Mapped[Person] = relationship()
