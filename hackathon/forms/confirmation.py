"""What people may answer to an invitation, and add to their answer."""

from collections.abc import Sequence
from typing import Any

from flask_wtf import FlaskForm
from wtforms import BooleanField, DateField, FieldList, Form, FormField, IntegerField, RadioField, TimeField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, Optional
from wtforms.widgets import HiddenInput

from hackathon.domain.attendance import Status
from hackathon.domain.details import Details, NeedsFields
from hackathon.domain.hours import Hours
from hackathon.forms.entries import LineField
from hackathon.models import Attendance

ANSWERS = {
    Status.CONFIRMED: "I am coming",
    Status.DECLINED: "I am not coming",
    Status.MAYBE: "I do not know yet",
}


IN_THE_ROOM, REMOTE = "room", "remote"


class DayForm(Form):  # type: ignore[misc]  # WTForms is published without types
    """From when to when somebody is there on one day."""

    day = DateField(widget=HiddenInput())
    is_there = BooleanField("I am there")
    arrives = TimeField("From", validators=[Optional()])
    leaves = TimeField("Until", validators=[Optional()])

    def validate(self, *args: Any, **kwargs: Any) -> bool:  # noqa: ANN401 -- WTForms' own signature
        """Refuse a day whose hours are missing or in the wrong order; who is not there needs none."""
        if not self.is_there.data:
            return True
        if not super().validate(*args, **kwargs):
            return False
        if not self.day.data or not self.arrives.data or not self.leaves.data:
            self.arrives.errors = ["Say from when until when you are there."]
        elif self.leaves.data <= self.arrives.data:
            self.leaves.errors = ["Choose a time after you arrive."]
        return not self.arrives.errors and not self.leaves.errors


class ConfirmationForm(FlaskForm):  # type: ignore[misc]
    """Whether somebody comes, and when; without a word on the days they are there throughout."""

    status = RadioField(
        "Will you come?",
        choices=[SelectChoice(status.value, words) for status, words in ANSWERS.items()],
        coerce=Status,
        validators=[InputRequired("Say whether you come.")],
    )
    days = FieldList(FormField(DayForm))
    where = RadioField(
        "Where",
        choices=[SelectChoice(IN_THE_ROOM, "In the room"), SelectChoice(REMOTE, "Remotely")],
        default=IN_THE_ROOM,
        validators=[Optional()],
    )
    affiliation = LineField("Affiliation")
    is_shown = BooleanField("Show my name and affiliation on the public list")
    diet = LineField("What I do not eat")
    access = LineField("What I need to get about and take part")
    wants_visa_letter = BooleanField("I need a letter of invitation for a visa")
    version = IntegerField(widget=HiddenInput())

    @classmethod
    def about(
        cls, attendance: Attendance | None, *, hours: Sequence[Hours], opening: Sequence[Hours]
    ) -> "ConfirmationForm":
        """Return the form as it was answered before, else with the opening hours of each day."""
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
            return cls(data={"days": days})
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
        return cls(data={"days": days, **known})

    @property
    def details(self) -> Details:
        """What was said beside the answer itself."""
        return Details(
            affiliation=self.affiliation.data or None,
            is_remote=self.where.data == REMOTE,
            is_shown=self.is_shown.data,
            needs=NeedsFields(
                diet=self.diet.data, access=self.access.data, wants_visa_letter=self.wants_visa_letter.data
            ),
        )

    def hours(self, opening: Sequence[Hours]) -> tuple[Hours, ...]:
        """Return the hours for which they are there; none mean throughout, or that they do not come."""
        if self.status.data is Status.DECLINED:
            return ()
        said = {
            each.form.day.data: Hours(
                day=each.form.day.data, arrives=each.form.arrives.data, leaves=each.form.leaves.data
            )
            for each in self.days
            if each.form.is_there.data
        }
        throughout = all(
            day.day in said and said[day.day].arrives <= day.arrives and day.leaves <= said[day.day].leaves
            for day in opening
        )
        return () if throughout else tuple(said.values())

    def validate(self, *args: Any, **kwargs: Any) -> bool:  # noqa: ANN401 -- WTForms' own signature
        """Refuse to come on no day at all."""
        if self.status.data is Status.DECLINED:
            # Whoever does not come need not get their hours right.
            return all(field.validate(self) for field in self if field.name != "days")
        if not super().validate(*args, **kwargs):
            return False
        if self.days.entries and not any(each.form.is_there.data for each in self.days):
            self.days.errors = ["Choose at least one day, or say that you are not coming."]
            return False
        return True
