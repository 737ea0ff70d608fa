"""Forms for opening hours, slots, breaks and rooms."""

from collections.abc import Mapping
from datetime import date, time
from typing import Self

from flask_babel import lazy_gettext as _l
from wtforms import (
    BooleanField,
    DateField,
    FieldList,
    FormField,
    SelectField,
    SelectMultipleField,
)
from wtforms.fields import SelectChoice
from wtforms.validators import InputRequired
from wtforms.widgets import CheckboxInput, HiddenInput, ListWidget

from hackathon.core.domain.clocks import DAY, MIDNIGHT, ending
from hackathon.core.domain.hours import Hours
from hackathon.core.domain.timetable import (
    TimetableRow,
)
from hackathon.core.errors import BadEntry
from hackathon.core.forms.base_form import BaseForm, FormPart
from hackathon.core.forms.clocks import ClockField, ask_which
from hackathon.core.forms.entries import LineField, NumberField, VersionField, words_of
from hackathon.core.text.messages import LongDay, message
from hackathon.core.translation import shown, weekday
from hackathon.events.domain import days_of
from hackathon.events.models import Event
from hackathon.planning.rooms.domain import MOST_SEATS, RoomFields
from hackathon.planning.rooms.models import Room
from hackathon.planning.timetable.models import Slot


def days_with(hours: Hours) -> tuple[date, ...]:
    """Return the days on which a slot within the hours may start."""
    return (hours.day, hours.day + DAY) if hours.runs_over and hours.leaves != MIDNIGHT else (hours.day,)


def _day(value: date | str) -> date:
    return value if isinstance(value, date) else date.fromisoformat(value)


class DayHoursForm(FormPart):
    """Opening hours of one day; if both times are empty, it is closed."""

    day = DateField(widget=HiddenInput(), validators=[InputRequired(_l("Please reload the page."))])
    opens = ClockField(_l("Opens"))
    closes = ClockField(_l("Closes"))

    @property
    def span(self) -> tuple[time, time] | None:
        """The hours, or None for a closed day; raises BadEntry if only one time is given."""
        if bool(self.opens.data) != bool(self.closes.data):
            raise BadEntry(
                message(
                    "Please enter both times for %(day)s, or neither to close it.", day=LongDay(self.day.data)
                )
            )
        return (self.opens.data, self.closes.data) if self.opens.data else None


class HoursForm(BaseForm):
    """The opening hours of every day of an event."""

    version = VersionField()
    days = FieldList(FormField(DayHoursForm), max_entries=366)

    @classmethod
    def about_event(cls, event: Event) -> Self:
        """Return the form filled with the current hours, or with the submitted values."""
        known = {each.day: each.hours for each in event.hours}
        days = [
            {"day": day, "opens": known[day].arrives, "closes": known[day].leaves}
            if day in known
            else {"day": day}
            for day in days_of(event.first_day, event.last_day)
        ]
        form: Self = cls(data={"version": event.version, "days": days})
        for each in form.days:
            ask_which(each.form.day.data, each.form.opens, each.form.closes, event.zone)
        return form

    @property
    def hours(self) -> Mapping[date, tuple[time, time] | None]:
        """The hours entered, by day; raises BadEntry for a day with only one time."""
        return {each.form.day.data: each.form.span for each in self.days}


class SlotForm(BaseForm):
    """A slot or a break of one day."""

    version = VersionField()
    day = SelectField(_l("Day"), coerce=_day)
    starts = ClockField(_l("From"), required=_l("Please choose a start time."))
    ends = ClockField(_l("To"), required=_l("Please choose an end time."))
    is_break = BooleanField(_l("This is a break without sessions"))
    label = LineField(_l("Name"))

    @classmethod
    def about_slot(cls, event: Event, slot: Slot | None) -> Self:
        """Return the form filled with the current slot, if any, or with the submitted values."""
        row = {"starts": slot.row.starts, "ends": slot.row.ends} if slot else {}
        form: Self = cls(obj=slot, data={"version": event.version, **row})
        open_days = sorted({day for each in event.hours for day in days_with(each.hours)})
        form.day.choices = [
            SelectChoice(day.isoformat(), shown(LongDay(day))) for day in ([slot.day] if slot else open_days)
        ]
        ask_which(form.day.data, form.starts, form.ends, event.zone)
        return form

    @property
    def row(self) -> TimetableRow:
        """The submitted values."""
        return TimetableRow(
            starts=self.starts.data,
            ends=self.ends.data,
            is_break=self.is_break.data,
            label=self.label.data,
        )


class RoomForm(BaseForm):
    """A room: its seats, its equipment, and when it is closed."""

    version = VersionField()
    name = LineField(_l("Name"), required=_l("Please enter the name of the room."))
    capacity = NumberField(_l("Seats"), least=0, most=MOST_SEATS)
    features = LineField(_l("Equipment"))
    closed = SelectMultipleField(
        _l("Closed during"), coerce=int, widget=ListWidget(prefix_label=False), option_widget=CheckboxInput()
    )

    @classmethod
    def about_room(cls, event: Event, room: Room | None) -> Self:
        """Return the form filled with the current room, if any, or with the submitted values."""
        closed = [each.slot_id for each in room.closures] if room else []
        form: Self = cls(
            data={
                "version": room.version if room else event.version,
                "name": room.name if room else "",
                "capacity": room.capacity if room else None,
                "features": ", ".join(room.features) if room else "",
                "closed": closed,
            }
        )
        form.closed.choices = [
            SelectChoice(slot.id, f"{weekday(slot.day)} {slot.starts:%H:%M}–{ending(slot.starts, slot.ends)}")  # noqa: RUF001 -- an en dash
            for slot in event.slots
            if not slot.is_break
        ]
        return form

    @property
    def fields(self) -> RoomFields:
        """The submitted values."""
        return RoomFields(
            name=self.name.data,
            capacity=self.capacity.data,
            features=words_of(self.features.data),
            closed=frozenset(self.closed.data or ()),
        )


class RemovalForm(BaseForm):
    """Confirms a removal, for the version the organizer saw."""

    version = VersionField()
