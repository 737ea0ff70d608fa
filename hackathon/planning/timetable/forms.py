"""The form for generating slots."""

from collections import Counter
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from itertools import pairwise, product
from typing import Any, Self

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, FieldList, FormField, IntegerField, SelectMultipleField
from wtforms.fields import SelectChoice
from wtforms.validators import InputRequired
from wtforms.widgets import CheckboxInput, HiddenInput, ListWidget

from hackathon.core.domain.timetable import (
    LENGTHS,
    LONGEST_CHANGEOVER,
    MOST_SLOTS,
    SlotPattern,
    TimetableRow,
    follows,
)
from hackathon.core.errors import BadEntry
from hackathon.core.forms.base_form import BaseForm, FormPart
from hackathon.core.forms.clocks import ClockField, ask_which
from hackathon.core.forms.entries import LineField, NumberField, VersionField
from hackathon.core.text.messages import LongDay, message
from hackathon.core.translation import shown
from hackathon.events.models import Event
from hackathon.planning.rooms.forms import days_with
from hackathon.planning.timetable.domain import RoomHours, SlotRequest
from hackathon.planning.timetable.models import Slot

MOST_ROOMS = 200
"""The most rooms listed in the form."""
BREAKS = 4
"""The number of breaks in the form."""


class BreakForm(FormPart):
    """A break on every day; none if both times are empty."""

    starts = ClockField(_l("From"))
    ends = ClockField(_l("To"))
    label = LineField(_l("Name"))

    @property
    def row(self) -> TimetableRow | None:
        """The break, or None if no time was entered; raises BadEntry for an invalid one."""
        if bool(self.starts.data) != bool(self.ends.data):
            raise BadEntry(message("Please enter both times of the break, or neither if there is no break."))
        if not self.starts.data:
            return None
        return TimetableRow(
            starts=self.starts.data, ends=self.ends.data, is_break=True, label=self.label.data
        )


class RoomHoursForm(FormPart):
    """When one room is open on these days; without input, nothing changes."""

    key = IntegerField(widget=HiddenInput(), validators=[InputRequired(_l("Please reload the page."))])
    is_closed = BooleanField(_l("Closed"))
    opens = ClockField(_l("From"))
    closes = ClockField(_l("Until"))

    @property
    def hours(self) -> RoomHours | None:
        """The submitted hours, or None."""
        if not (self.is_closed.data or self.opens.data or self.closes.data):
            return None
        return RoomHours(
            room=self.key.data,
            is_closed=self.is_closed.data,
            opens=self.opens.data,
            closes=self.closes.data,
        )


class GenerateSlotsForm(BaseForm):
    """The pattern of slots, the days, and the rooms with other hours."""

    version = VersionField()
    days = SelectMultipleField(
        _l("Days"),
        coerce=str,
        widget=ListWidget(prefix_label=False),
        option_widget=CheckboxInput(),
    )
    minutes = NumberField(_l("Minutes per slot"), least=LENGTHS[0], most=LENGTHS[-1], is_optional=True)
    changeover = NumberField(_l("Minutes between slots"), least=0, most=LONGEST_CHANGEOVER, default=0)
    slots = NumberField(_l("Maximum slots per day"), least=1, most=MOST_SLOTS, is_optional=True)
    breaks = FieldList(FormField(BreakForm), min_entries=BREAKS, max_entries=MOST_SLOTS)
    rooms = FieldList(FormField(RoomHoursForm), max_entries=MOST_ROOMS)

    @classmethod
    def about_event(cls, event: Event, day: date | None = None) -> Self:
        """Return the form with the pattern of one day, or of all days, or with the submitted values."""
        days = [each.day for each in event.hours]
        chosen = [day] if day in days else days
        pattern = _pattern_of([slot for slot in event.slots_in_order if slot.day in chosen[:1]])
        form: Self = cls(
            data={
                "version": event.version,
                "days": [each.isoformat() for each in chosen],
                "rooms": [{"key": room.id} for room in event.rooms[:MOST_ROOMS]],
                **pattern,
            }
        )
        form.days.choices = [SelectChoice(each.isoformat(), shown(LongDay(each))) for each in days]
        # A daily break may fall on the one night on which its time occurs twice.
        nights = [day for hours in event.hours for day in days_with(hours.hours)]
        for each, night in product(form.breaks, nights):
            if not (each.form.starts.asks or each.form.ends.asks):
                ask_which(night, each.form.starts, each.form.ends, event.zone)
        return form

    @property
    def request(self) -> SlotRequest:
        """The submitted values; raises BadEntry if they are invalid."""
        return SlotRequest(
            days=frozenset(date.fromisoformat(each) for each in self.days.data),
            pattern=SlotPattern(
                minutes=self.minutes.data,
                slots=self.slots.data,
                changeover=self.changeover.data,
                breaks=tuple(row for each in self.breaks if (row := each.form.row)),
            ),
            rooms=tuple(hours for each in self.rooms if (hours := each.form.hours)),
        )


def _pattern_of(day: Sequence[Slot]) -> dict[str, Any]:
    """Return the pattern of a day's slots: the breaks, the most common length and changeover."""
    working = [slot for slot in day if not slot.is_break]
    if not working:
        lunch = {"starts": time(12, 30), "ends": time(13, 30), "label": _("Lunch")}
        return {"minutes": 45, "breaks": [lunch]}
    lengths = Counter(_minutes(slot.starts_at, slot.ends_at) for slot in working)
    pauses = Counter(
        _minutes(before.ends_at, after.starts_at)
        for before, after in pairwise(day)
        if not (before.is_break or after.is_break) and follows(before.span, after.span)
    )
    return {
        "minutes": lengths.most_common(1)[0][0],
        "changeover": pauses.most_common(1)[0][0] if pauses else 0,
        "breaks": [
            {"starts": slot.starts, "ends": slot.ends, "label": slot.label} for slot in day if slot.is_break
        ],
    }


def _minutes(starts: datetime, ends: datetime) -> int:
    return (ends - starts) // timedelta(minutes=1)
