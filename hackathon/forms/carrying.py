"""To which later event a topic is to go."""

from collections.abc import Sequence

from flask_wtf import FlaskForm
from wtforms import BooleanField, SelectField
from wtforms.fields import SelectChoice

from hackathon.forms.entries import FormKeyField
from hackathon.models import Event


class CarryForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF is published without types
    """The event, and whether those who voted are interested there."""

    form_key = FormKeyField()
    to = SelectField("To which event?", coerce=int)
    with_interest = BooleanField("Bring the votes as interest: a “maybe” there for everybody who voted here")

    def offer(self, events: Sequence[Event]) -> None:
        """Offer the events that the topic may go to."""
        self.to.choices = [SelectChoice(each.id, f"{each.title}, {each.first_day.year}") for each in events]
