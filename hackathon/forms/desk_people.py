"""What an organizer may say of a person and their part in an event."""

from typing import Self

from flask_wtf import FlaskForm
from wtforms import DateField, FieldList, Form, FormField, SelectField
from wtforms.fields.choices import enum_choices, enum_coerce
from wtforms.validators import InputRequired
from wtforms.widgets import HiddenInput

from hackathon.domain.attendance import Status
from hackathon.domain.errors import BadEntry
from hackathon.domain.events import days_of
from hackathon.domain.hours import Hours, in_words
from hackathon.domain.people import LONGEST_EMAIL, PersonFields, normal_email
from hackathon.domain.roles import Role
from hackathon.forms.entries import ClockField, LineField, VersionField, words_of
from hackathon.models import Attendance, Event
from hackathon.queries import desk

STATUS = {
    Status.INVITED: "Invited",
    Status.CONFIRMED: "Confirmed",
    Status.MAYBE: "Maybe",
    Status.DECLINED: "Declined",
    Status.WAITLISTED: "On the waiting list",
    Status.CANCELLED: "Cancelled",
}

ROLE = {
    Role.ATTENDEE: "None",
    Role.REVIEWER: "Reviewer: moves topics through their review",
    Role.HELPER: "Helper: keeps topics and people, checks in; cannot publish or remove",
    Role.ORGANIZER: "Organizer: everything on this desk",
}


class PresenceForm(Form):  # type: ignore[misc]  # WTForms is published without types
    """When somebody is there on one day; both times empty mean not at all."""

    day = DateField(widget=HiddenInput(), validators=[InputRequired("Open the page again.")])
    arrives = ClockField("Arrives")
    leaves = ClockField("Leaves")

    @property
    def hours(self) -> Hours | None:
        """The hours, or None for a day without any; raises BadEntry for half of them."""
        if bool(self.arrives.data) != bool(self.leaves.data):
            raise BadEntry(f"{in_words(self.day.data)} has only one time. Write both, or neither.")
        if not self.arrives.data:
            return None
        return Hours(day=self.day.data, arrives=self.arrives.data, leaves=self.leaves.data)


class PersonForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF is published without types
    """A person, and their part in the event."""

    version = VersionField()
    name = LineField("Name", required="Write the name as the person writes it.")
    affiliation = LineField("Affiliation")
    email = LineField("E-mail address", longest=LONGEST_EMAIL, render_kw={"inputmode": "email"})
    handles = LineField("Handles")
    status = SelectField(
        "Attendance", choices=enum_choices(Status, label=STATUS.__getitem__), coerce=enum_coerce(Status)
    )
    role = SelectField("Role", choices=enum_choices(Role, label=ROLE.__getitem__), coerce=enum_coerce(Role))
    days = FieldList(FormField(PresenceForm), max_entries=366)

    @classmethod
    def about_person(cls, event: Event, attendance: Attendance | None) -> Self:
        """Return the form filled with what is known, if anything is, or with what was sent."""
        known = {each.day: each for each in attendance.presences} if attendance else {}
        days = [
            {"day": day, "arrives": known[day].arrives, "leaves": known[day].leaves}
            if day in known
            else {"day": day}
            for day in days_of(event.first_day, event.last_day)
        ]
        # Somebody new has no version to be stale; the field is there, so it says the first.
        entered = {"version": 1, "status": Status.INVITED, "role": Role.ATTENDEE, "days": days}
        if attendance:
            person = attendance.person
            entered |= {
                "version": desk.version_of(attendance),
                "name": person.name,
                "affiliation": person.affiliation,
                "email": person.email,
                "handles": ", ".join(each.name for each in person.handles),
                "status": attendance.status,
                "role": attendance.role,
            }
        form: Self = cls(data=entered)
        return form

    @property
    def fields(self) -> PersonFields:
        """What was entered; raises BadEntry for what no person can be."""
        return PersonFields(
            name=self.name.data,
            affiliation=self.affiliation.data,
            email=normal_email(self.email.data),
            handles=words_of(self.handles.data),
            status=self.status.data,
            role=self.role.data,
            hours=tuple(hours for each in self.days if (hours := each.form.hours)),
        )
