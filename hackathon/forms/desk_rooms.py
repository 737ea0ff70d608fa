"""What an organizer may say of opening hours, slots, breaks and rooms."""

from collections.abc import Mapping, Sequence
from datetime import date, time
from typing import Self

from flask_wtf import FlaskForm
from wtforms import BooleanField, DateField, FieldList, Form, FormField, SelectField, SelectMultipleField
from wtforms.fields import SelectChoice
from wtforms.validators import InputRequired
from wtforms.widgets import CheckboxInput, HiddenInput, ListWidget

from hackathon.domain.errors import BadEntry
from hackathon.domain.events import days_of
from hackathon.domain.hours import in_words
from hackathon.domain.rooms import MOST_SEATS, RoomFields
from hackathon.domain.timetable import MOST_SLOTS, Row
from hackathon.forms.entries import ClockField, LineField, NumberField, VersionField, words_of
from hackathon.models import Event, Room, Slot

BREAKS = 4
"""How many breaks a form offers when the days are laid out."""


def _day(value: date | str) -> date:
    return value if isinstance(value, date) else date.fromisoformat(value)


class DayForm(Form):  # type: ignore[misc]  # WTForms is published without types
    """When the place is open on one day; both times empty mean closed."""

    day = DateField(widget=HiddenInput(), validators=[InputRequired("Open the page again.")])
    opens = ClockField("Opens")
    closes = ClockField("Closes")

    @property
    def span(self) -> tuple[time, time] | None:
        """The hours, or None for a day that is closed; raises BadEntry for half a span."""
        if bool(self.opens.data) != bool(self.closes.data):
            raise BadEntry(
                f"{in_words(self.day.data)} has only one time. Write both, or neither to close it."
            )
        return (self.opens.data, self.closes.data) if self.opens.data else None


class HoursForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF is published without types
    """The opening hours of every day of an event."""

    version = VersionField()
    days = FieldList(FormField(DayForm), max_entries=366)

    @classmethod
    def about_event(cls, event: Event) -> Self:
        """Return the form filled with the hours as they are, or with what was sent."""
        known = {each.day: each for each in event.hours}
        days = [
            {"day": day, "opens": known[day].opens, "closes": known[day].closes}
            if day in known
            else {"day": day}
            for day in days_of(event.first_day, event.last_day)
        ]
        form: Self = cls(data={"version": event.version, "days": days})
        return form

    @property
    def hours(self) -> Mapping[date, tuple[time, time] | None]:
        """What was entered, by day; raises BadEntry for a day with one time."""
        return {each.form.day.data: each.form.span for each in self.days}


class BreakForm(Form):  # type: ignore[misc]  # WTForms is published without types
    """A break of every day; both times empty mean none."""

    starts = ClockField("From")
    ends = ClockField("To")
    label = LineField("Called")

    @property
    def row(self) -> Row | None:
        """The break, or None where no time was written; raises BadEntry for one that cannot be."""
        if bool(self.starts.data) != bool(self.ends.data):
            raise BadEntry("A break has only one time. Write both, or neither to leave it out.")
        if not self.starts.data:
            return None
        return Row(starts=self.starts.data, ends=self.ends.data, is_break=True, label=self.label.data)


class LayoutForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF is published without types
    """How many equal slots every day gets, and around which breaks."""

    version = VersionField()
    slots = NumberField("Slots a day", least=1, most=MOST_SLOTS)
    breaks = FieldList(FormField(BreakForm), min_entries=BREAKS, max_entries=MOST_SLOTS)

    @classmethod
    def about_event(cls, event: Event) -> Self:
        """Return the form filled with the first day's slots and breaks, or with what was sent."""
        first = [slot for slot in event.slots if slot.day == event.slots[0].day]
        breaks = [
            {"starts": slot.starts, "ends": slot.ends, "label": slot.label} for slot in first if slot.is_break
        ]
        working = sum(not slot.is_break for slot in first)
        lunch = [{"starts": time(12, 30), "ends": time(13, 30), "label": "Lunch"}]
        form: Self = cls(
            data={"version": event.version, "slots": working or 3, "breaks": breaks if first else lunch}
        )
        return form

    @property
    def rows(self) -> Sequence[Row]:
        """The breaks that were entered; raises BadEntry for one that cannot be."""
        return [row for each in self.breaks if (row := each.form.row)]


class SlotForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF is published without types
    """A slot or a break of one day."""

    version = VersionField()
    day = SelectField("Day", coerce=_day)
    starts = ClockField("From", required="Choose when it starts.")
    ends = ClockField("To", required="Choose when it ends.")
    is_break = BooleanField("It is a break: no session runs in it")
    label = LineField("Called")

    @classmethod
    def about_slot(cls, event: Event, slot: Slot | None) -> Self:
        """Return the form filled with the slot as it is, if it is one already, or with what was sent."""
        form: Self = cls(obj=slot, data={"version": event.version})
        form.day.choices = [
            SelectChoice(day.isoformat(), in_words(day))
            for day in ([slot.day] if slot else [each.day for each in event.hours])
        ]
        return form

    @property
    def row(self) -> Row:
        """What was entered; raises BadEntry for a row that ends before it starts."""
        return Row(
            starts=self.starts.data,
            ends=self.ends.data,
            is_break=self.is_break.data,
            label=self.label.data,
        )


class RoomForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF is published without types
    """A room: its seats, what is in it, and when it cannot be had."""

    version = VersionField()
    name = LineField("Name", required="Give the room the name on its door.")
    capacity = NumberField("Seats", least=0, most=MOST_SEATS)
    features = LineField("What is in it")
    closed = SelectMultipleField(
        "Closed in", coerce=int, widget=ListWidget(prefix_label=False), option_widget=CheckboxInput()
    )

    @classmethod
    def about_room(cls, event: Event, room: Room | None) -> Self:
        """Return the form filled with the room as it is, if it is one already, or with what was sent."""
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
            SelectChoice(slot.id, f"{slot.day:%a} {slot.starts:%H:%M}–{slot.ends:%H:%M}")  # noqa: RUF001 -- an en dash
            for slot in event.slots
            if not slot.is_break
        ]
        return form

    @property
    def fields(self) -> RoomFields:
        """What was entered."""
        return RoomFields(
            name=self.name.data,
            capacity=self.capacity.data,
            features=words_of(self.features.data),
            closed=frozenset(self.closed.data or ()),
        )


class RemovalForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF is published without types
    """The wish that something goes, as it was when the page was opened."""

    version = VersionField()
