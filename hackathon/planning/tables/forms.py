"""The tables as forms: a line per row, empty lines for new rows, and bulk changes."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Self

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, FieldList, FormField, HiddenField, IntegerField, SelectField
from wtforms.fields import SelectChoice
from wtforms.validators import Optional
from wtforms.widgets import HiddenInput

from hackathon.core.domain.timetable import TimetableRow
from hackathon.core.errors import BadEntry
from hackathon.core.forms.base_form import BaseForm, FormPart
from hackathon.core.forms.clocks import ClockField, ask_which
from hackathon.core.forms.entries import LineField, NumberField, VersionField, words_of
from hackathon.core.text.messages import LongDay, message
from hackathon.core.translation import weekday
from hackathon.events.models import Event
from hackathon.planning.rooms.domain import MOST_SEATS, RoomFields
from hackathon.planning.rooms.forms import days_with
from hackathon.planning.rooms.models import Room
from hackathon.planning.tables.domain import RoomLine, SlotLine

NEW_LINES = 3
"""The number of empty rows at the end; pasting adds more."""
MOST_LINES = 500
HALF_A_DAY = 12 * 60


class RoomLineForm(FormPart):
    """One room; without a slug, a new one, which is ignored if it has no name."""

    slug = HiddenField()
    version = IntegerField(widget=HiddenInput(), validators=[Optional()])
    is_chosen = BooleanField(_l("Choose"))
    name = LineField(_l("Room"))
    capacity = NumberField(_l("Seats"), least=0, most=MOST_SEATS, is_optional=True)
    features = LineField(_l("Equipment"))


class RoomsTableForm(BaseForm):
    """All rooms; the fields below the table apply to the selected ones."""

    rooms = FieldList(FormField(RoomLineForm), max_entries=MOST_LINES)
    seats = NumberField(_l("Seats"), least=0, most=MOST_SEATS, is_optional=True)
    added = LineField(_l("Add equipment"))
    removed = LineField(_l("Remove equipment"))

    @classmethod
    def about(cls, rooms: Sequence[Room]) -> Self:
        """Return the form filled with the current rooms, or with the submitted values."""
        known = [
            {
                "slug": room.slug,
                "version": room.version,
                "name": room.name,
                "capacity": room.capacity,
                "features": ", ".join(room.features),
            }
            for room in rooms
        ]
        return cls(data={"rooms": [*known, *({} for _ in range(NEW_LINES))]})

    @property
    def chosen(self) -> list[str]:
        """The slugs of the selected rooms."""
        return [
            each.form.slug.data for each in self.rooms if each.form.is_chosen.data and each.form.slug.data
        ]

    @property
    def lines(self) -> list[RoomLine]:
        """The entered rows; raises BadEntry for an invalid room."""
        return [
            self._line(each.form)
            for each in self.rooms
            if each.form.slug.data or each.form.name.data or each.form.capacity.data is not None
        ]

    def _line(self, line: RoomLineForm) -> RoomLine:
        if line.capacity.data is None and not (line.is_chosen.data and self.seats.data is not None):
            raise BadEntry(message("Please enter how many seats “%(room)s” has.", room=line.name.data))
        fields = RoomFields(
            name=line.name.data, capacity=line.capacity.data or 0, features=words_of(line.features.data)
        )
        if line.is_chosen.data:
            without = {word.casefold() for word in words_of(self.removed.data)}
            words = (*fields.features, *words_of(self.added.data))
            fields = replace(
                fields,
                capacity=fields.capacity if self.seats.data is None else self.seats.data,
                features=tuple(dict.fromkeys(word for word in words if word.casefold() not in without)),
            )
        return RoomLine(slug=line.slug.data or None, seen=line.version.data, fields=fields)


class SlotLineForm(FormPart):
    """One slot or break; without a key, a new one, which is ignored if it has no times."""

    key = IntegerField(widget=HiddenInput(), validators=[Optional()])
    is_chosen = BooleanField(_l("Choose"))
    day = SelectField(_l("Day"), coerce=str)
    starts = ClockField(_l("From"))
    ends = ClockField(_l("To"))
    is_break = BooleanField(_l("Break"))
    label = LineField(_l("Name"))


class SlotsTableForm(BaseForm):
    """All slots and breaks; the fields below the table apply to the selected ones."""

    version = VersionField()
    slots = FieldList(FormField(SlotLineForm), max_entries=MOST_LINES)
    shift = IntegerField(_l("Minutes later (negative: earlier)"), validators=[Optional()], default=0)
    label_all = LineField(_l("Name"))

    @classmethod
    def about(cls, event: Event) -> Self:
        """Return the form filled with the current slots, or with the submitted values."""
        known = [
            {
                "key": slot.id,
                "day": slot.day.isoformat(),
                "starts": slot.row.starts,
                "ends": slot.row.ends,
                "is_break": slot.is_break,
                "label": slot.label,
            }
            for slot in event.slots_in_order
        ]
        form: Self = cls(data={"version": event.version, "slots": [*known, *({} for _ in range(NEW_LINES))]})
        days = {day for each in event.hours for day in days_with(each.hours)} | {
            slot.day for slot in event.slots
        }
        choices = [SelectChoice(day.isoformat(), f"{weekday(day)} {day.day}") for day in sorted(days)]
        for each in form.slots:
            each.form.day.choices = choices
            if each.form.day.data:
                day = date.fromisoformat(each.form.day.data)
                ask_which(day, each.form.starts, each.form.ends, event.zone)
        return form

    @property
    def chosen(self) -> list[int]:
        """The keys of the selected slots and breaks."""
        lines = [each.form for each in self.slots]
        return [line.key.data for line in lines if line.is_chosen.data and line.key.data]

    def lines(self, zone: str) -> list[SlotLine]:
        """Return the entered rows; raises BadEntry for a slot with only one time."""
        if abs(self.shift.data or 0) > HALF_A_DAY:
            raise BadEntry(message("Slots can move by at most 12 hours at a time."), at="shift")
        return [
            self._line(each.form, zone)
            for each in self.slots
            if each.form.key.data or each.form.starts.data or each.form.ends.data
        ]

    def _line(self, line: SlotLineForm, zone: str) -> SlotLine:
        day = date.fromisoformat(line.day.data)
        if not (line.starts.data and line.ends.data):
            raise BadEntry(message("Each slot on %(day)s needs a start and an end.", day=LongDay(day)))
        row = TimetableRow(
            starts=line.starts.data,
            ends=line.ends.data,
            is_break=line.is_break.data,
            label=line.label.data or "",
        )
        entered = SlotLine(key=line.key.data, day=day, row=row)
        if not line.is_chosen.data:
            return entered
        if self.label_all.data:
            entered = replace(entered, row=replace(row, label=self.label_all.data))
        return entered.later(self.shift.data, zone) if self.shift.data else entered


class RemovalsForm(BaseForm):
    """Confirms the removal of several rows, for the version of the event that was shown."""

    version = VersionField()
