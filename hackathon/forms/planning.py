"""What an organizer may ask of the planner, and say of a draft."""

from flask_wtf import FlaskForm
from wtforms import (
    BooleanField,
    FloatField,
    HiddenField,
    IntegerField,
    SelectField,
    TextAreaField,
)
from wtforms.fields import SelectChoice
from wtforms.validators import InputRequired, Length, NumberRange

from hackathon.domain.scheduling.limits import LONGEST
from hackathon.models import Draft, Room, Session, Slot


class PlanForm(FlaskForm):  # type: ignore[misc]  # wtforms is published without types
    """How long the planner may look, and where it starts."""

    seconds = FloatField(
        "Seconds",
        default=10,
        validators=[
            InputRequired("Say how many seconds the planner may take."),
            NumberRange(1, LONGEST, f"Between 1 and {LONGEST} seconds."),
        ],
    )
    seed = IntegerField(
        "Seed",
        default=0,
        validators=[InputRequired("Give a whole number."), NumberRange(0, 2**31, "A whole number from 0.")],
    )


class PlaceForm(FlaskForm):  # type: ignore[misc]  # wtforms is published without types
    """Where a topic goes in the draft, and whether the planner must leave it there."""

    version = HiddenField(validators=[InputRequired("Open the page again.")])
    slot = SelectField("Time", coerce=int)
    room = SelectField("Room", coerce=int)
    pinned = BooleanField("Pin it: the planner must leave it here")

    @classmethod
    def about(
        cls, session: Session | None, draft: Draft, slots: list[Slot], rooms: list[Room]
    ) -> "PlaceForm":
        """Return the form filled with where the session is now, if it is in the draft."""
        form = cls(
            version=str(draft.version),
            slot=session.slot_id if session else None,
            room=session.room_id if session else None,
            pinned=session.pinned if session else True,
        )
        form.slot.choices = [
            SelectChoice(slot.id, f"{slot.day:%a} {slot.day.day} {slot.day:%b}, {slot.starts:%H:%M}")
            for slot in slots
        ]
        form.room.choices = [SelectChoice(room.id, f"{room.name} ({room.capacity} seats)") for room in rooms]
        return form


class PublishForm(FlaskForm):  # type: ignore[misc]  # wtforms is published without types
    """What to tell people of a new revision."""

    note = TextAreaField(
        "What is new, in a sentence (optional)",
        validators=[Length(max=500, message="At most 500 characters.")],
    )
