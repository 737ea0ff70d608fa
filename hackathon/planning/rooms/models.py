"""Rooms and the slots when they are closed."""

from sqlalchemy import JSON, CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from hackathon.core.database.types import Key, Name
from hackathon.core.extensions import Base
from hackathon.events.models import Event


class Room(Base):
    """A room of one event: capacity in seats, features as words ("projector")."""

    __tablename__ = "room"
    __table_args__ = (
        UniqueConstraint("event_id", "slug"),
        CheckConstraint("capacity >= 0", name="capacity_not_negative"),
    )

    id: Mapped[Key]
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id", ondelete="CASCADE"))
    slug: Mapped[str]
    name: Mapped[Name]
    capacity: Mapped[int]
    features: Mapped[list[str]] = mapped_column(JSON, default=list)
    position: Mapped[int] = mapped_column(default=0)
    version: Mapped[int] = mapped_column(default=1)

    event: Mapped[Event] = relationship(back_populates="rooms")
    closures: Mapped[list["RoomClosure"]] = relationship(back_populates="room", cascade="all, delete-orphan")

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012 -- SQLAlchemy reads it once, at class creation


class RoomClosure(Base):
    """A slot when a room is closed."""

    __tablename__ = "room_closure"

    room_id: Mapped[int] = mapped_column(ForeignKey("room.id", ondelete="CASCADE"), primary_key=True)
    slot_id: Mapped[int] = mapped_column(
        ForeignKey("slot.id", ondelete="CASCADE"), primary_key=True, index=True
    )

    room: Mapped[Room] = relationship(back_populates="closures")
