"""The form for writing an announcement."""

import secrets
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Self

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, HiddenField, SelectField
from wtforms.fields import SelectChoice
from wtforms.fields.choices import enum_coerce

from hackathon.accounts.models import Person
from hackathon.announcements.domain import AgendaPart, AnnouncementFields, Audience, PartKind
from hackathon.core.forms.base_form import BaseForm
from hackathon.core.forms.entries import FormKeyField, LineField, ParagraphsField
from hackathon.core.text.emails import LONGEST_EMAIL, email_as_written
from hackathon.core.text.messages import message
from hackathon.core.translation import translated
from hackathon.core.web.access import LARGEST_NUMBER

WORDS = {
    Audience.EVERYBODY: _l("Everyone on the list"),
    Audience.UNANSWERED: _l("Invited, not answered yet"),
    Audience.CONFIRMED: _l("Confirmed"),
    Audience.MAYBE: _l("Maybe"),
    Audience.WAITLISTED: _l("On the waitlist"),
    Audience.CONTACTS: _l("Contacts for topics"),
}
PART_WORDS = {
    PartKind.SESSION: message("Session: %(name)s"),
    PartKind.ROOM: message("Room: %(name)s"),
    PartKind.AREA: message("Area: %(name)s"),
}
BEGINNING = "Hello {name},\n\n"  # not translated


def chosen_people(text: str) -> tuple[int, ...]:
    """Return the keys of people in a space-separated text, ignoring anything else."""
    return tuple(int(word) for word in text.split() if word.isdecimal() and int(word) <= LARGEST_NUMBER)


class AnnouncementForm(BaseForm):
    """A message, its recipients, and the person to preview it as."""

    form_key = FormKeyField()
    people = HiddenField()
    """The keys of the chosen people, separated by spaces."""
    audience = SelectField(_l("To"), coerce=enum_coerce(Audience))
    part = SelectField(_l("About"))
    subject = LineField(_l("Subject"), required=_l("Please enter a subject."), longest=200)
    text = ParagraphsField(_l("Text"), required=_l("Please write a message."), rows=12)
    reply_to = LineField(_l("Reply to"), longest=LONGEST_EMAIL, render_kw={"inputmode": "email"})
    is_shown = BooleanField(_l("Show the subject on every open page and screen, too"))
    reader = SelectField(_l("Preview as"), coerce=int, validate_choice=False)

    @classmethod
    def about(
        cls,
        numbers: Mapping[Audience, int],
        parts: Iterable[tuple[AgendaPart, str]],
        by: Person,
        *,
        part: str = "",
        people: Iterable[int] = (),
        subject: str = "",
        text: str = "",
    ) -> Self:
        """Return the form for a part of the agenda or all of it, or with the submitted values."""
        form: Self = cls(
            data={
                "form_key": secrets.token_urlsafe(16),
                "people": " ".join(map(str, people)),
                "audience": Audience.EVERYBODY,
                "part": part,
                "subject": subject,
                "text": BEGINNING + text,
                "reply_to": by.email or "",
            }
        )
        form.audience.choices = [
            SelectChoice(each.value, f"{WORDS[each]} ({number})") for each, number in numbers.items()
        ]
        form.part.choices = [SelectChoice("", _("The whole event"))] + [
            SelectChoice(str(each), translated(replace(PART_WORDS[each.kind], values={"name": name})))
            for each, name in parts
        ]
        return form

    def offers_part(self, part: str) -> bool:
        """Whether this part of the agenda can be chosen; removed parts can't."""
        return part in {choice.value for choice in self.part.choices}

    def offer_readers(self, people: Sequence[Person]) -> Person | None:
        """Offer these people for the preview, and return the chosen one."""
        self.reader.choices = [SelectChoice(each.id, each.name) for each in people]
        chosen = next((each for each in people if each.id == self.reader.data), None)
        chosen = chosen or next(iter(people), None)
        self.reader.data = chosen.id if chosen else None
        return chosen

    @property
    def fields(self) -> AnnouncementFields:
        """The submitted values."""
        return AnnouncementFields(
            audience=self.audience.data,
            subject=self.subject.data,
            text=self.text.data,
            reply_to=email_as_written(self.reply_to.data),
            part=AgendaPart.read(self.part.data or ""),
            people=chosen_people(self.people.data or ""),
            is_shown=self.is_shown.data,
        )
