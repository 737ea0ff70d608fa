"""The form for a person's answer and details."""

from collections.abc import Sequence
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, DateField, FieldList, FormField, IntegerField, RadioField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, Optional
from wtforms.widgets import HiddenInput

from hackathon.attendance.registration.domain import Details, NeedsFields
from hackathon.core.domain.attendance import Status
from hackathon.core.domain.hours import Hours
from hackathon.core.forms.base_form import BaseForm, FormPart
from hackathon.core.forms.clocks import ClockField, ask_which
from hackathon.core.forms.entries import LineField
from hackathon.events.participation.models import Attendance

ANSWERS = {
    Status.CONFIRMED: _l("I'm coming"),
    Status.DECLINED: _l("I'm not coming"),
    Status.MAYBE: _l("I'm not sure yet"),
}


IN_THE_ROOM, REMOTE = "room", "remote"


class DayForm(FormPart):
    """Availability on one day."""

    day = DateField(widget=HiddenInput())
    is_there = BooleanField(_l("I'll be there"))
    arrives = ClockField(_l("From"))
    leaves = ClockField(_l("Until"))

    def validate(self, *args: Any, **kwargs: Any) -> bool:  # noqa: ANN401 -- WTForms' own signature
        """Require hours for a day that is checked."""
        if not self.is_there.data:
            return True
        if not super().validate(*args, **kwargs):
            return False
        if not self.day.data or not self.arrives.data or not self.leaves.data:
            self.arrives.errors = [_("Please enter when you will arrive and leave.")]
        return not self.arrives.errors


class ConfirmationForm(BaseForm):
    """A person's answer with availability; without days they are available throughout."""

    status = RadioField(
        _l("Will you attend?"),
        choices=[SelectChoice(status.value, words) for status, words in ANSWERS.items()],
        coerce=Status,
        validators=[InputRequired(_l("Please choose an answer."))],
    )
    days = FieldList(FormField(DayForm))
    where = RadioField(
        _l("Where"),
        choices=[SelectChoice(IN_THE_ROOM, _l("In person")), SelectChoice(REMOTE, _l("Remotely"))],
        default=IN_THE_ROOM,
        validators=[Optional()],
    )
    affiliation = LineField(_l("Affiliation"))
    is_shown = BooleanField(_l("Show my name and affiliation on the public list"))
    diet = LineField(_l("Dietary requirements"))
    access = LineField(_l("Accessibility needs"))
    wants_visa_letter = BooleanField(_l("I need an invitation letter for a visa"))
    version = IntegerField(widget=HiddenInput())

    @classmethod
    def about(
        cls, attendance: Attendance | None, *, hours: Sequence[Hours], opening: Sequence[Hours], zone: str
    ) -> "ConfirmationForm":
        """Return the form with the previous answer, or with the opening hours of each day."""
        said = {each.day: each for each in hours}
        days = [
            {
                "day": each.day,
                "is_there": not hours or each.day in said,
                "arrives": said.get(each.day, each).arrives,
                "leaves": said.get(each.day, each).leaves,
            }
            for each in opening
        ]
        if attendance is None:
            return cls._asking({"days": days}, zone)
        needs = attendance.needs
        known = {
            "version": attendance.version,
            "where": REMOTE if attendance.is_remote else IN_THE_ROOM,
            "affiliation": attendance.person.affiliation,
            "is_shown": attendance.is_shown,
            "diet": needs.diet if needs else "",
            "access": needs.access if needs else "",
            "wants_visa_letter": bool(needs and needs.wants_visa_letter),
        }
        return cls._asking({"days": days, **known}, zone)

    @classmethod
    def _asking(cls, data: dict[str, Any], zone: str) -> "ConfirmationForm":
        """Return the form filled with `data`, offering a choice for times that occur twice."""
        form = cls(data=data)
        for each in form.days:
            ask_which(each.form.day.data, each.form.arrives, each.form.leaves, zone)
        return form

    @property
    def details(self) -> Details:
        """The details of the answer."""
        return Details(
            affiliation=self.affiliation.data or None,
            is_remote=self.where.data == REMOTE,
            is_shown=self.is_shown.data,
            needs=NeedsFields(
                diet=self.diet.data, access=self.access.data, wants_visa_letter=self.wants_visa_letter.data
            ),
        )

    def hours(self, opening: Sequence[Hours]) -> tuple[Hours, ...]:
        """Return the availability; empty means throughout, or not attending."""
        if self.status.data is Status.DECLINED:
            return ()
        said = {
            each.form.day.data: Hours(
                day=each.form.day.data, arrives=each.form.arrives.data, leaves=each.form.leaves.data
            )
            for each in self.days
            if each.form.is_there.data
        }
        throughout = all(day.day in said and said[day.day].covers(day) for day in opening)
        return () if throughout else tuple(said.values())

    def validate(self, *args: Any, **kwargs: Any) -> bool:  # noqa: ANN401 -- WTForms' own signature
        """Require at least one day if the person attends."""
        if self.status.data is Status.DECLINED:
            # Hours are not validated for people who are not attending.
            return all(field.validate(self) for field in self if field.name != "days")
        if not super().validate(*args, **kwargs):
            return False
        if self.days.entries and not any(each.form.is_there.data for each in self.days):
            self.days.errors = [_("Please choose at least one day, or answer that you're not coming.")]
            return False
        return True
