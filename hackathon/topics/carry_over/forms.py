"""The form for carrying a topic over to a later event."""

from collections.abc import Sequence

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, SelectField
from wtforms.fields import SelectChoice

from hackathon.core.forms.base_form import BaseForm
from hackathon.core.forms.entries import FormKeyField
from hackathon.events.models import Event


class CarryForm(BaseForm):
    """The event, and whether to copy the voters' interest."""

    form_key = FormKeyField()
    to = SelectField(_l("Event"), coerce=int)
    with_interest = BooleanField(_l("Copy interest: everyone who voted here gets a “maybe” there"))

    def offer(self, events: Sequence[Event]) -> None:
        """Offer these events as choices."""
        self.to.choices = [SelectChoice(each.id, f"{each.title}, {each.first_day.year}") for each in events]
