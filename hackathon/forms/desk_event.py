"""What an organizer may say of an event: a new one, and all settings of one that is there."""

from typing import Self

from flask_wtf import FlaskForm
from wtforms import DateField, DateTimeLocalField, IntegerField, SelectField
from wtforms.fields.choices import enum_choices, enum_coerce
from wtforms.validators import InputRequired, NumberRange, Optional

from hackathon.domain.attendance import Registration
from hackathon.domain.events import LONGEST_SLUG, EventFields
from hackathon.domain.votes import Weights
from hackathon.forms.entries import LineField, NumberField, ParagraphsField, VersionField
from hackathon.models import Event
from hackathon.queries import settings

LOCAL = ["%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M", "%Y-%m-%dT%H:%M:%S"]
REGISTRATION = {
    Registration.CLOSED: "Nobody: people are invited",
    Registration.OPEN: "Everybody",
    Registration.APPROVED: "Everybody, and an organizer says yes",
}
NAMES_OF_ZONES = {"list": "zones", "autocomplete": "off"}


class NewEventForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF is published without types
    """The few things without which there is no event."""

    title = LineField("Title", required="Give the event a title, such as Xen Hackathon.")
    slug = LineField("Address", required="Choose an address, such as dublin-2013.", longest=LONGEST_SLUG)
    place = LineField("Place")
    zone = LineField(
        "Time zone",
        required="Choose the zone of the place's clocks, such as Europe/Dublin.",
        render_kw=NAMES_OF_ZONES,
    )
    first_day = DateField("First day", validators=[InputRequired("Choose the first day.")])
    last_day = DateField("Last day", validators=[InputRequired("Choose the last day.")])


class SettingsForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF is published without types
    """Everything about an event but its address; the voting window is in local time."""

    version = VersionField()
    title = LineField("Title", required="Give the event a title, such as Xen Hackathon.")
    place = LineField("Place")
    about = ParagraphsField("About", rows=6)
    notice = ParagraphsField("Notice", rows=2)
    zone = LineField(
        "Time zone",
        required="Choose the zone of the place's clocks, such as Europe/Dublin.",
        render_kw=NAMES_OF_ZONES,
    )
    first_day = DateField("First day", validators=[InputRequired("Choose the first day.")])
    last_day = DateField("Last day", validators=[InputRequired("Choose the last day.")])
    votes_open = DateTimeLocalField("Voting opens", format=LOCAL, validators=[Optional()])
    votes_close = DateTimeLocalField("Voting closes", format=LOCAL, validators=[Optional()])
    proposals_close = DateTimeLocalField("Proposals close", format=LOCAL, validators=[Optional()])
    weight_must = NumberField("Must", least=1, most=1000)
    weight_will = NumberField("Will", least=1, most=1000)
    weight_maybe = NumberField("Maybe", least=1, most=1000)
    percent_invited = NumberField("Invited, no answer yet (%)", least=0, most=100)
    percent_maybe = NumberField("May come (%)", least=0, most=100)
    cost_loss = NumberField("Loss, per unit of weight", least=0, most=1000)
    cost_seat = NumberField("Each seat short", least=0, most=1000)
    cost_change = NumberField("Each person affected by a change", least=0, most=1000)
    most_in_a_row = NumberField("Sessions in a row, at most", least=0, most=20)
    room_change_minutes = NumberField("Minutes to change rooms", least=0, most=240)
    registration = SelectField(
        "Who may put themselves on the list",
        choices=enum_choices(Registration, label=REGISTRATION.__getitem__),
        coerce=enum_coerce(Registration),
    )
    capacity = IntegerField(
        "Places in the room",
        validators=[Optional(), NumberRange(min=1, max=100_000, message="Write a number, or nothing.")],
    )
    offer_hours = NumberField("Hours for which a free place is held", least=1, most=720)
    hue = NumberField("Hue of the accent colour", least=0, most=359)

    @classmethod
    def about_event(cls, event: Event) -> Self:
        """Return the form filled with the event as it is now, or with what was sent."""
        fields = settings.fields_of(event)
        weights = {f"weight_{name}": getattr(fields.weights, name) for name in ("must", "will", "maybe")}
        form: Self = cls(obj=fields, data={"version": event.version, **weights})
        return form

    @property
    def fields(self) -> EventFields:
        """What was entered; raises BadEntry for what no event can have."""
        entered = {
            name: value
            for name, value in self.data.items()
            if name not in ("csrf_token", "version") and not name.startswith("weight_")
        }
        weights = Weights(
            must=self.weight_must.data, will=self.weight_will.data, maybe=self.weight_maybe.data
        )
        return EventFields(**{**entered, "place": self.place.data or None, "weights": weights})
