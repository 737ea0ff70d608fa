"""What an organizer may ask of the planner, and say of a draft."""

from collections.abc import Sequence
from typing import Self

from flask_wtf import FlaskForm
from wtforms import BooleanField, FloatField, SelectField
from wtforms.fields import SelectChoice
from wtforms.validators import InputRequired, NumberRange, ValidationError

from hackathon.domain.scheduling.limits import LARGEST_SEED, LONGEST
from hackathon.forms.entries import NumberField, ParagraphsField, PickField, VersionField
from hackathon.models import Draft, Room, Session, Slot, Topic


class PlanForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF is published without types
    """How long the planner may look, and where it starts."""

    seconds = FloatField(
        "Seconds",
        default=10,
        validators=[
            InputRequired("Say how many seconds the planner may take."),
            NumberRange(1, LONGEST, f"Between 1 and {LONGEST} seconds."),
        ],
    )
    seed = NumberField("Seed", least=0, most=LARGEST_SEED, default=0)


class PlaceForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF is published without types
    """Where a topic goes in the draft, and whether the planner must leave it there."""

    version = VersionField()
    slot = SelectField("Time", coerce=int)
    room = SelectField("Room", coerce=int)
    pinned = BooleanField("Pin it: the planner must leave it here")

    @classmethod
    def about_session(
        cls, session: Session | None, draft: Draft, slots: Sequence[Slot], rooms: Sequence[Room]
    ) -> Self:
        """Return the form filled with where the session is now, if anywhere, or with what was sent."""
        form: Self = cls(
            data={
                "version": draft.version,
                "slot": session.slot_id if session else None,
                "room": session.room_id if session else None,
                "pinned": session.pinned if session else True,
            }
        )
        form.slot.choices = [
            SelectChoice(slot.id, f"{slot.day:%a} {slot.day.day} {slot.day:%b}, {slot.starts:%H:%M}")
            for slot in slots
        ]
        form.room.choices = [SelectChoice(room.id, f"{room.name} ({room.capacity} seats)") for room in rooms]
        return form


class OrderForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF is published without types
    """One topic that comes after another."""

    then = PickField("Topic", required="Choose a topic.")
    first = PickField("Comes after", required="Choose the topic that it comes after.")

    @classmethod
    def offering(cls, topics: Sequence[Topic]) -> Self:
        """Return the form with these to choose from."""
        form: Self = cls()
        form.topics = {topic.number: topic for topic in topics}
        for each in (form.first, form.then):
            each.offer((topic.number, topic.title) for topic in topics)
        return form

    def validate_first(self, field: SelectField) -> None:
        """Refuse a topic that would come after itself."""
        if field.data == self.then.data:
            raise ValidationError("Choose two different topics.")

    @property
    def chosen(self) -> dict[str, Topic]:
        """The two topics that were chosen, as the service names them."""
        return {"first": self.topics[self.first.data], "then": self.topics[self.then.data]}


class LeaveOutForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF is published without types
    """The wish to leave a topic out of the draft that was looked at."""

    version = VersionField()


class PublishForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF is published without types
    """What to tell people of a new revision, made of the draft that was looked at."""

    version = VersionField()
    note = ParagraphsField("What is new, in a sentence (optional)", longest=500)
    tells = BooleanField("Mail those whose session has another time or room, or is gone", default=True)
