"""What an organizer may write to many."""

import secrets
from collections.abc import Mapping, Sequence
from typing import Self

from flask_wtf import FlaskForm
from wtforms import SelectField
from wtforms.fields import SelectChoice
from wtforms.fields.choices import enum_coerce

from hackathon.domain.announcements import AnnouncementFields, Audience
from hackathon.domain.people import LONGEST_EMAIL, normal_email
from hackathon.forms.entries import FormKeyField, LineField, ParagraphsField
from hackathon.models import Person

WORDS = {
    Audience.EVERYBODY: "Everybody on the list",
    Audience.UNANSWERED: "Invited, have not answered",
    Audience.CONFIRMED: "Confirmed",
    Audience.MAYBE: "Maybe",
    Audience.WAITLISTED: "On the waiting list",
    Audience.CONTACTS: "Contacts of topics",
}
BEGINNING = "Hello {name},\n\n"


class AnnouncementForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF is published without types
    """A message, to whom it goes, and for whom it is shown before that."""

    form_key = FormKeyField()
    audience = SelectField("To", coerce=enum_coerce(Audience))
    subject = LineField("Subject", required="Say in a few words what it is about.", longest=200)
    text = ParagraphsField("Text", required="Write what they should know.", rows=12)
    reply_to = LineField("Answers go to", longest=LONGEST_EMAIL, render_kw={"inputmode": "email"})
    reader = SelectField("Show it as this person gets it", coerce=int, validate_choice=False)

    @classmethod
    def about(cls, numbers: Mapping[Audience, int], by: Person) -> Self:
        """Return the form as it is opened, or with what was sent."""
        form: Self = cls(
            data={
                "form_key": secrets.token_urlsafe(16),
                "audience": Audience.EVERYBODY,
                "text": BEGINNING,
                "reply_to": by.email or "",
            }
        )
        form.audience.choices = [
            SelectChoice(each.value, f"{WORDS[each]} ({number})") for each, number in numbers.items()
        ]
        return form

    def offer_readers(self, people: Sequence[Person]) -> Person | None:
        """Let each of them be chosen as the one for whom it is shown, and return the one who is."""
        self.reader.choices = [SelectChoice(each.id, each.name) for each in people]
        chosen = next((each for each in people if each.id == self.reader.data), None)
        chosen = chosen or next(iter(people), None)
        self.reader.data = chosen.id if chosen else None
        return chosen

    @property
    def fields(self) -> AnnouncementFields:
        """What was written."""
        return AnnouncementFields(
            audience=self.audience.data,
            subject=self.subject.data,
            text=self.text.data,
            reply_to=normal_email(self.reply_to.data),
        )
