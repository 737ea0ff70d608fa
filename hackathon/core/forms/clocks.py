"""Fields for local times, which ask which one is meant if a time occurs twice."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from markupsafe import Markup, escape
from wtforms import DateTimeLocalField, TimeField
from wtforms.validators import InputRequired, Optional
from wtforms.widgets import DateTimeLocalInput, TimeInput

from hackathon.core.domain import clocks
from hackathon.core.domain.clocks import Fold

LOCAL = ["%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M", "%Y-%m-%dT%H:%M:%S"]  # not translated
WORDS = {Fold.FIRST: _l("The first, before clocks go back"), Fold.SECOND: _l("The second")}


def _question(field: "ClockField | MomentField") -> Markup:
    """Return the list for choosing the first or the second; it is sent as a second value of the field."""
    options = [("", _("Which one?"), field.which is None)]
    options += [(each.value, words, field.which is each) for each, words in WORDS.items()]
    rows = Markup("").join(
        Markup('<option value="{}"{}>{}</option>').format(value, Markup(" selected") if is_it else "", words)
        for value, words, is_it in options
    )
    label = escape(_("%(label)s: which one? Clocks show this time twice", label=field.label.text))
    return Markup('<select name="{}" aria-label="{}">{}</select>').format(field.name, label, rows)


class ClockInput(TimeInput):  # type: ignore[misc]  # WTForms is published without types
    """The input for a time of day, followed by the question which one is meant, if needed."""

    def __call__(self, field: "ClockField", **kwargs: Any) -> Markup:  # noqa: ANN401 -- WTForms' own signature
        """Return the input."""
        control: Markup = super().__call__(field, **kwargs)
        return control + _question(field) if field.asks else control


class MomentInput(DateTimeLocalInput):  # type: ignore[misc]  # WTForms is published without types
    """The input for a day and a time, followed by the question which one is meant, if needed."""

    def __call__(self, field: "MomentField", **kwargs: Any) -> Markup:  # noqa: ANN401 -- WTForms' own signature
        """Return the input."""
        control: Markup = super().__call__(field, **kwargs)
        return control + _question(field) if field.asks else control


def _which(values: Sequence[str]) -> Fold | None:
    return Fold(values[1]) if len(values) > 1 and values[1] in set(Fold) else None


class ClockField(TimeField):  # type: ignore[misc]  # WTForms is published without types
    """A time of day; empty if it isn't required. 24:00 is midnight."""

    widget = ClockInput()
    data: Any

    def __init__(self, label: str, *, required: str = "", **kwargs: Any) -> None:  # noqa: ANN401 -- WTForms' own
        super().__init__(label, validators=[InputRequired(required) if required else Optional()], **kwargs)
        self.asks = False

    def process_formdata(self, valuelist: Sequence[str]) -> None:
        """Read the time, followed by which one is meant."""
        if not valuelist:
            return
        super().process_formdata(["00:00" if valuelist[0].strip() == "24:00" else valuelist[0]])
        which = _which(valuelist)
        if self.data is not None and which is not None:
            self.data = clocks.chosen(self.data, which)

    @property
    def which(self) -> Fold | None:
        """Which one is meant, or None if that was not chosen."""
        return None if self.data is None else clocks.which_of(self.data)

    def is_on(self, day: date | None, zone: str) -> None:
        """Ask which one is meant if the clocks show the time twice on that day."""
        if day is not None and self.data is not None:
            self.asks = clocks.happens_twice(day, self.data, zone)


def ask_which(day: date | None, starts: ClockField, ends: ClockField, zone: str) -> None:
    """Ask which ones are meant for a start on that day and an end, possibly on the next day."""
    starts.is_on(day, zone)
    if day is not None and starts.data is not None and ends.data is not None:
        ends.asks = clocks.asks_about_end(day, starts.data, ends.data, zone)


class MomentField(DateTimeLocalField):  # type: ignore[misc]  # WTForms is published without types
    """A local day and time; empty if there is none."""

    widget = MomentInput()
    data: Any

    def __init__(self, label: str, **kwargs: Any) -> None:  # noqa: ANN401 -- WTForms' own
        super().__init__(label, format=LOCAL, validators=[Optional()], **kwargs)
        self.asks = False

    def process_formdata(self, valuelist: Sequence[str]) -> None:
        """Read day and time, followed by which one is meant."""
        if not valuelist:
            return
        super().process_formdata(valuelist[:1])
        which = _which(valuelist)
        if self.data is not None and which is not None:
            self.data = clocks.chosen_moment(self.data, which)

    @property
    def which(self) -> Fold | None:
        """Which one is meant, or None if that was not chosen."""
        return None if self.data is None else clocks.which_of(self.data)

    def is_in(self, zone: str) -> None:
        """Ask which one is meant if the clocks of the zone show the time twice."""
        if self.data:
            self.asks = clocks.happens_twice(self.data.date(), self.data.time(), zone)
