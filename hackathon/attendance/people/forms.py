"""The organizers' form for a person and their attendance."""

from typing import Self

from flask_babel import lazy_gettext as _l
from wtforms import DateField, FieldList, FormField, SelectField
from wtforms.fields.choices import enum_choices, enum_coerce
from wtforms.validators import InputRequired
from wtforms.widgets import HiddenInput

from hackathon.accounts.domain import PersonFields
from hackathon.attendance.people.queries import people_list
from hackathon.core.domain.attendance import Status
from hackathon.core.domain.hours import Hours
from hackathon.core.domain.roles import Role
from hackathon.core.errors import BadEntry
from hackathon.core.forms.base_form import BaseForm, FormPart
from hackathon.core.forms.clocks import ClockField, ask_which
from hackathon.core.forms.entries import LineField, VersionField, choices, words_of
from hackathon.core.text.emails import LONGEST_EMAIL, email_as_written
from hackathon.core.text.messages import message
from hackathon.events.domain import days_of
from hackathon.events.models import Event
from hackathon.events.participation.models import Attendance

STATUS = {
    Status.INVITED: _l("Invited"),
    Status.CONFIRMED: _l("Confirmed"),
    Status.MAYBE: _l("Maybe"),
    Status.DECLINED: _l("Declined"),
    Status.WAITLISTED: _l("On the waitlist"),
    Status.CANCELLED: _l("Cancelled"),
}

KEEP = "keep"
"""The choice that leaves a field as it is."""

ROLE = {
    Role.ATTENDEE: _l("None"),
    Role.REVIEWER: _l("Reviewer: reviews topics"),
    Role.HELPER: _l("Helper: edits topics and people, checks people in; can't publish or remove"),
    Role.ORGANIZER: _l("Organizer: full access"),
}


class AvailabilityForm(FormPart):
    """Availability on one day; empty times mean not available."""

    day = DateField(widget=HiddenInput(), validators=[InputRequired(_l("Please reload the page."))])
    arrives = ClockField(_l("Arrives"))
    leaves = ClockField(_l("Leaves"))

    @property
    def hours(self) -> Hours | None:
        """The hours, or None for an empty day; raises BadEntry if only one time is given."""
        if bool(self.arrives.data) != bool(self.leaves.data):
            raise BadEntry(
                message("%(day)s has only one time. Please enter both or neither.", day=self.day.data)
            )
        if not self.arrives.data:
            return None
        return Hours(day=self.day.data, arrives=self.arrives.data, leaves=self.leaves.data)


class PersonForm(BaseForm):
    """A person and their attendance."""

    version = VersionField()
    name = LineField(_l("Name"), required=_l("Please enter a name."))
    affiliation = LineField(_l("Affiliation"))
    email = LineField(_l("Email address"), longest=LONGEST_EMAIL, render_kw={"inputmode": "email"})
    handles = LineField(_l("Handles"))
    status = SelectField(
        _l("Attendance"), choices=enum_choices(Status, label=STATUS.__getitem__), coerce=enum_coerce(Status)
    )
    role = SelectField(
        _l("Role"), choices=enum_choices(Role, label=ROLE.__getitem__), coerce=enum_coerce(Role)
    )
    days = FieldList(FormField(AvailabilityForm), max_entries=366)

    @classmethod
    def about_person(cls, event: Event, attendance: Attendance | None) -> Self:
        """Return the form filled with the current person, if any, or with the submitted values."""
        known = {each.day: each.hours for each in attendance.availability} if attendance else {}
        days = [
            {"day": day, "arrives": known[day].arrives, "leaves": known[day].leaves}
            if day in known
            else {"day": day}
            for day in days_of(event.first_day, event.last_day)
        ]
        # A new person has no version yet, but the field is required.
        entered = {"version": 1, "status": Status.INVITED, "role": Role.ATTENDEE, "days": days}
        if attendance:
            person = attendance.person
            entered |= {
                "version": people_list.version_of(attendance),
                "name": person.name,
                "affiliation": person.affiliation,
                "email": person.email,
                "handles": ", ".join(each.name for each in person.handles),
                "status": attendance.status,
                "role": attendance.role,
            }
        form: Self = cls(data=entered)
        for each in form.days:
            ask_which(each.form.day.data, each.form.arrives, each.form.leaves, event.zone)
        return form

    @property
    def fields(self) -> PersonFields:
        """The submitted values; raises BadEntry if they are invalid."""
        return PersonFields(
            name=self.name.data,
            affiliation=self.affiliation.data,
            email=email_as_written(self.email.data),
            handles=words_of(self.handles.data),
            status=self.status.data,
            role=self.role.data,
            hours=tuple(hours for each in self.days if (hours := each.form.hours)),
        )


class PeopleChangeForm(BaseForm):
    """The values to set for all selected people."""

    status_all = SelectField(
        _l("Attendance"),
        choices=choices({KEEP: _l("No change"), **{each.value: words for each, words in STATUS.items()}}),
        default=KEEP,
    )
    role_all = SelectField(
        _l("Role"),
        choices=choices({KEEP: _l("No change"), **{each.value: words for each, words in ROLE.items()}}),
        default=KEEP,
    )

    @property
    def status(self) -> Status | None:
        """The new status, or None to keep it."""
        return None if self.status_all.data == KEEP else Status(self.status_all.data)

    @property
    def role(self) -> Role | None:
        """The new role, or None to keep it."""
        return None if self.role_all.data == KEEP else Role(self.role_all.data)
