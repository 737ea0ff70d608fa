"""Forms of the panels that add and change rooms, slots and breaks in the grid."""

from datetime import date
from typing import Self

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, SelectField, TextAreaField
from wtforms.fields import SelectChoice
from wtforms.validators import InputRequired, Length

from hackathon.core.domain.timetable import TimetableRow
from hackathon.core.forms.base_form import BaseForm
from hackathon.core.forms.clocks import ClockField, ask_which
from hackathon.core.forms.entries import LineField, VersionField
from hackathon.core.web.filters import day as day_in_words
from hackathon.events.models import Event
from hackathon.planning.rooms.forms import days_with
from hackathon.planning.timetable.models import Slot

LONGEST = 20_000


class RoomsForm(BaseForm):
    """Several rooms, one per line."""

    rooms = TextAreaField(
        _l("Rooms, one per line"),
        validators=[InputRequired(_l("Please enter a room.")), Length(max=LONGEST)],
    )


class GridSlotForm(BaseForm):
    """A new slot or break of one day."""

    version = VersionField()
    day = SelectField(_l("Day"), coerce=lambda value: date.fromisoformat(str(value)))
    starts = ClockField(_l("From"), required=_l("Please choose a start time."))
    ends = ClockField(_l("To"), required=_l("Please choose an end time."))
    is_break = BooleanField(_l("This is a break without sessions"))
    label = LineField(_l("Name"))

    @classmethod
    def of_event(cls, event: Event, day: date | None = None) -> Self:
        """Return the form, or one with the submitted values.

        A new slot is suggested after that day's last one.
        """
        last = next((slot for slot in reversed(event.slots_in_order) if slot.day == day), None)
        proposed = {"day": day.isoformat(), "starts": last.row.ends} if day and last else {}
        form: Self = cls(data={"version": event.version, **proposed})
        days = sorted({day for each in event.hours for day in days_with(each.hours)})
        form.day.choices = [SelectChoice(each.isoformat(), day_in_words(each)) for each in days]
        ask_which(form.day.data, form.starts, form.ends, event.zone)
        return form

    @property
    def row(self) -> TimetableRow:
        """The submitted values."""
        return TimetableRow(
            starts=self.starts.data,
            ends=self.ends.data,
            is_break=self.is_break.data,
            label=self.label.data or "",
        )


class SlotEndForm(BaseForm):
    """The end of a slot; `was` is the end that was shown."""

    ends = ClockField(_l("Ends at"), required=_l("Please choose an end time."))
    was = ClockField("")

    @classmethod
    def about(cls, slot: Slot) -> Self:
        """Return the form with the slot's end, or with the submitted values."""
        form: Self = cls(data={"ends": slot.row.ends, "was": slot.row.ends})
        ask_which(slot.day, form.ends, form.ends, slot.event.zone)
        return form
