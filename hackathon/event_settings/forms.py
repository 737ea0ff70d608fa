"""Forms for creating an event and for its settings."""

from datetime import date
from typing import Self

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, DateField, HiddenField, SelectField
from wtforms.fields.choices import SelectChoice, enum_choices, enum_coerce
from wtforms.validators import InputRequired, ValidationError

from hackathon.core.domain.attendance import Registration
from hackathon.core.domain.phases import WORDS as PHASES
from hackathon.core.domain.phases import Phase
from hackathon.core.domain.votes import UnlistedVotes, Weights
from hackathon.core.errors import BadEntry
from hackathon.core.forms.base_form import BaseForm
from hackathon.core.forms.clocks import MomentField
from hackathon.core.forms.entries import LineField, NumberField, ParagraphsField, VersionField, choices
from hackathon.core.text.languages import LANGUAGES
from hackathon.core.translation import translated
from hackathon.event_settings import queries as settings
from hackathon.events.domain import LONGEST_SLUG, EventFields, check_year, zones
from hackathon.events.models import Event

REGISTRATION = {
    Registration.CLOSED: _l("Closed: by invitation only"),
    Registration.OPEN: _l("Open to everyone"),
    Registration.APPROVED: _l("Open, with approval by an organizer"),
}
UNLISTED_VOTES = {
    UnlistedVotes.REGISTRATION: _l("Count while registration is open"),
    UnlistedVotes.ALWAYS: _l("Always count"),
    UnlistedVotes.LISTED: _l("Count once an organizer adds the person to the list"),
}
NAMES_OF_ZONES = {"list": "zones", "autocomplete": "off"}


class NewEventForm(BaseForm):
    """The few fields needed to create an event."""

    title = LineField(_l("Title"), required=_l("Please enter a title, such as Xen Hackathon."))
    slug = LineField(
        _l("Address"), required=_l("Please enter an address, such as dublin-2013."), longest=LONGEST_SLUG
    )
    place = LineField(_l("Place"))
    zone = LineField(
        _l("Time zone"),
        required=_l("Please choose the event's time zone, such as Europe/Dublin."),
        render_kw=NAMES_OF_ZONES,
    )
    first_day = DateField(_l("First day"), validators=[InputRequired(_l("Please choose the first day."))])
    last_day = DateField(_l("Last day"), validators=[InputRequired(_l("Please choose the last day."))])


class CopyForm(BaseForm):
    """The new values for a copy of an event; all its other dates follow its first day."""

    title = LineField(_l("Title"), required=_l("Please enter a title, such as Xen Hackathon."))
    slug = LineField(
        _l("Address"), required=_l("Please enter an address, such as dublin-2013."), longest=LONGEST_SLUG
    )
    place = LineField(_l("Place"))
    first_day = DateField(_l("First day"), validators=[InputRequired(_l("Please choose the first day."))])

    @classmethod
    def about_event(cls, event: Event) -> Self:
        """Return the form with what most copies keep, or with the submitted values."""
        form: Self = cls(data={"title": event.title, "place": event.place})
        return form


class MoveForm(BaseForm):
    """The new first day, and the day for which the page has shown the effects."""

    version = VersionField()
    first_day = DateField(_l("New first day"), validators=[InputRequired(_l("Please choose the first day."))])
    shown_for = HiddenField()

    @classmethod
    def about_event(cls, event: Event) -> Self:
        """Return the form with the current first day, or with the submitted values."""
        form: Self = cls(data={"version": event.version, "first_day": event.first_day})
        return form

    @property
    def was_shown(self) -> bool:
        """Whether the page has shown the effects of exactly this day."""
        return bool(self.shown_for.data == self.first_day.data.isoformat())

    def show_for(self, first_day: date) -> None:
        """Record that the page shows the effects of this day."""
        self.shown_for.data, self.shown_for.raw_data = first_day.isoformat(), None

    def validate_first_day(self, field: DateField) -> None:
        """Reject an implausible year before showing what it would do."""
        try:
            check_year(field.data)
        except BadEntry as refusal:
            raise ValidationError(translated(refusal)) from None


class ArchiveForm(BaseForm):
    """Only the version of the event that was shown."""

    version = VersionField()

    @classmethod
    def about_event(cls, event: Event) -> Self:
        """Return the form for the event as it is now, or with the submitted values."""
        form: Self = cls(data={"version": event.version})
        return form


class DeletionForm(BaseForm):
    """The event's title, typed to confirm the deletion."""

    version = VersionField()
    typed = LineField(_l("Title of the event"), required=_l("Please type the title of the event."))

    @classmethod
    def about_event(cls, event: Event) -> Self:
        """Return the form for the event as it is now, or with the submitted values."""
        form: Self = cls(data={"version": event.version})
        return form


class PhaseForm(BaseForm):
    """The phase in which the event is held; if empty, it follows its dates."""

    version = VersionField()
    phase = SelectField(
        _l("Phase"),
        choices=[
            SelectChoice("", _l("Follow the dates")),
            *enum_choices(Phase, label=lambda phase: _l(PHASES[phase].singular)),
        ],
        coerce=lambda value: Phase(value) if value else None,
    )

    @classmethod
    def about_event(cls, event: Event) -> Self:
        """Return the form filled with the current value, or with the submitted values."""
        form: Self = cls(data={"version": event.version, "phase": event.held_phase})
        return form


class SettingsForm(BaseForm):
    """All settings of an event except its address; the voting window is in local time."""

    version = VersionField()
    title = LineField(_l("Title"), required=_l("Please enter a title, such as Xen Hackathon."))
    place = LineField(_l("Place"))
    about = ParagraphsField(_l("About"), rows=6)
    notice = ParagraphsField(_l("Notice"), rows=2)
    language = SelectField(_l("Language of calendars and paper"), choices=choices(LANGUAGES))
    zone = LineField(
        _l("Time zone"),
        required=_l("Please choose the event's time zone, such as Europe/Dublin."),
        render_kw=NAMES_OF_ZONES,
    )
    first_day = DateField(_l("First day"), validators=[InputRequired(_l("Please choose the first day."))])
    last_day = DateField(_l("Last day"), validators=[InputRequired(_l("Please choose the last day."))])
    votes_open = MomentField(_l("Voting opens"))
    votes_close = MomentField(_l("Voting closes"))
    proposals_open = MomentField(_l("Proposals open"))
    proposals_close = MomentField(_l("Proposals close"))
    weight_must = NumberField(_l("Must"), least=1, most=1000)
    weight_will = NumberField(_l("Will"), least=1, most=1000)
    weight_maybe = NumberField(_l("Maybe"), least=1, most=1000)
    percent_invited = NumberField(_l("Invited, no answer yet (%)"), least=0, most=100)
    percent_maybe = NumberField(_l("Maybe (%)"), least=0, most=100)
    cost_loss = NumberField(_l("Per unit of lost vote weight"), least=0, most=1000)
    cost_seat = NumberField(_l("Per seat short"), least=0, most=1000)
    cost_change = NumberField(_l("Per person affected by a change"), least=0, most=1000)
    most_in_a_row = NumberField(_l("Maximum sessions in a row"), least=0, most=20)
    room_change_minutes = NumberField(_l("Minutes to change rooms"), least=0, most=240)
    registration = SelectField(
        _l("Registration"),
        choices=enum_choices(Registration, label=REGISTRATION.__getitem__),
        coerce=enum_coerce(Registration),
    )
    unlisted_votes = SelectField(
        _l("Votes by people who are not on the list"),
        choices=enum_choices(UnlistedVotes, label=UNLISTED_VOTES.__getitem__),
        coerce=enum_coerce(UnlistedVotes),
    )
    capacity = NumberField(_l("Number of places"), least=1, most=100_000, is_optional=True)
    offer_hours = NumberField(_l("Hours to hold a free place"), least=1, most=720)
    is_open_space = BooleanField(
        _l("While the event runs, attendees may pitch topics, vote and claim open slots")
    )
    hue = NumberField(_l("Accent colour (hue)"), least=0, most=359)

    @classmethod
    def about_event(cls, event: Event) -> Self:
        """Return the form filled with the current settings, or with the submitted values."""
        fields = settings.fields_of(event)
        weights = {f"weight_{name}": getattr(fields.weights, name) for name in ("must", "will", "maybe")}
        form: Self = cls(obj=fields, data={"version": event.version, **weights})
        if form.zone.data in zones():
            for field in (form.votes_open, form.votes_close, form.proposals_open, form.proposals_close):
                field.is_in(form.zone.data)
        return form

    @property
    def fields(self) -> EventFields:
        """The submitted values; raises BadEntry if they are invalid for an event."""
        entered = {
            name: value
            for name, value in self.data.items()
            if name not in ("csrf_token", "version") and not name.startswith("weight_")
        }
        weights = Weights(
            must=self.weight_must.data, will=self.weight_will.data, maybe=self.weight_maybe.data
        )
        return EventFields(**{**entered, "place": self.place.data or None, "weights": weights})
