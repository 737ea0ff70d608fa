"""What an organizer may say of a topic, and of the areas."""

from collections.abc import Sequence
from typing import Any, Self

from flask_wtf import FlaskForm
from wtforms import BooleanField, DateField, FieldList, Form, FormField, HiddenField, SelectField
from wtforms.fields.choices import enum_choices, enum_coerce
from wtforms.validators import Optional

from hackathon.domain.areas import AreaLine
from hackathon.domain.topics import (
    MOST_SLOTS,
    ContactLine,
    ContactRole,
    ProgrammeState,
    ReviewState,
    TopicFields,
)
from hackathon.forms.entries import (
    FormKeyField,
    LineField,
    NumberField,
    ParagraphsField,
    VersionField,
    choices,
    words_of,
)
from hackathon.forms.topics import STATES
from hackathon.models import Area, Event, Topic

ROLES = {
    ContactRole.TECHNICAL_CONTACT: "Technical contact",
    ContactRole.MENTOR: "Mentor",
    ContactRole.PROPOSER: "Proposer",
}
PROGRAMME = {
    ProgrammeState.NOT_APPLICABLE: "Not asked",
    ProgrammeState.YES: "Yes",
    ProgrammeState.UNKNOWN: "Unknown",
}
NEW_LINES = 2
"""How many empty lines a list offers for new entries."""


class ContactForm(Form):  # type: ignore[misc]  # WTForms is published without types
    """Somebody who stands for a topic; an empty name is nobody."""

    name = LineField("Name", render_kw={"list": "people", "autocomplete": "off"})
    role = SelectField(
        "Role", choices=enum_choices(ContactRole, label=ROLES.__getitem__), coerce=enum_coerce(ContactRole)
    )


class TopicForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF is published without types
    """Everything about a topic but its number and whether it is withdrawn."""

    version = VersionField()
    form_key = FormKeyField()
    title = LineField("Title", required="Give the topic a title, so that people can vote for it.")
    area = SelectField("Area")
    contacts = FieldList(FormField(ContactForm), max_entries=50)
    contact_note = ParagraphsField("Note on contacts", rows=1)
    description = ParagraphsField("Description", rows=8)
    outcomes = ParagraphsField("Outcomes", rows=2)
    steps = ParagraphsField("Steps", rows=2)
    references = ParagraphsField("References", rows=2)
    skills = ParagraphsField("Skills", rows=2)
    difficulty = ParagraphsField("Difficulty", rows=1)
    forum = LineField("Mailing list or forum")
    chat = LineField("Chat channel")
    inserted_on = DateField("Inserted on", validators=[Optional()])
    verified = ParagraphsField("Verified", rows=1)
    programme = SelectField(
        "Eligible for a student programme",
        choices=enum_choices(ProgrammeState, label=PROGRAMME.__getitem__),
        coerce=enum_coerce(ProgrammeState),
        default=ProgrammeState.NOT_APPLICABLE,
    )
    length = NumberField("Slots it takes", least=1, most=MOST_SLOTS)
    needs = LineField("What the room needs")
    is_plenary = BooleanField("A plenary: nothing else runs beside it")
    may_run_twice = BooleanField("May run twice")
    review_state = SelectField("Review", choices=choices({"": "Not reviewed", **STATES}))

    @classmethod
    def about_topic(cls, event: Event, topic: Topic | None, form_key: str) -> Self:
        """Return the form filled with the topic as it is, if it is one already, or with what was sent."""
        form: Self = cls(data=_entered(topic, form_key))
        form.area.choices = choices({"": "None", **{area.slug: area.name for area in event.areas}})
        if topic and topic.is_withdrawn:
            form.review_state.choices = choices({ReviewState.WITHDRAWN.value: "Withdrawn"})
        return form

    @property
    def fields(self) -> TopicFields:
        """What was entered, the contacts left out."""
        left_out = ("csrf_token", "version", "form_key", "contacts")
        entered = {name: value for name, value in self.data.items() if name not in left_out}
        changed = {
            "area": self.area.data or None,
            "needs": words_of(self.needs.data),
            "review_state": ReviewState(self.review_state.data) if self.review_state.data else None,
        }
        return TopicFields(**{**entered, **changed})

    @property
    def contact_lines(self) -> Sequence[ContactLine]:
        """The people who were named, in their order."""
        return [
            ContactLine(name=each.form.name.data, role=each.form.role.data)
            for each in self.contacts
            if each.form.name.data
        ]


class AreaForm(Form):  # type: ignore[misc]  # WTForms is published without types
    """One area, or a new one; an empty name is none."""

    slug = HiddenField()
    name = LineField("Name")
    position = NumberField("Order", least=0, most=999)


class AreasForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF is published without types
    """The areas of an event, as one list."""

    version = VersionField()
    areas = FieldList(FormField(AreaForm), max_entries=200)

    @classmethod
    def about_event(cls, event: Event, areas: Sequence[Area]) -> Self:
        """Return the form filled with the areas as they are, or with what was sent."""
        lines = [
            {"slug": area.slug, "name": area.name, "position": position}
            for position, area in enumerate(areas, start=1)
        ]
        lines += [{"slug": "", "name": "", "position": len(areas) + 1 + each} for each in range(NEW_LINES)]
        form: Self = cls(data={"version": event.version, "areas": lines})
        return form

    @property
    def lines(self) -> Sequence[AreaLine]:
        """The areas that were entered."""
        return [
            AreaLine(
                slug=each.form.slug.data or None, name=each.form.name.data, position=each.form.position.data
            )
            for each in self.areas
            if each.form.name.data
        ]


def _entered(topic: Topic | None, form_key: str) -> dict[str, Any]:
    nobody = [{"name": "", "role": ContactRole.TECHNICAL_CONTACT}] * NEW_LINES
    if topic is None:
        # A new topic has no version to be stale; the field is there, so it says the first.
        return {"version": 1, "form_key": form_key, "length": 1, "contacts": nobody, "review_state": "new"}
    plain = (
        "version", "title", "contact_note", "description", "outcomes", "steps", "references", "skills",
        "difficulty", "forum", "chat", "inserted_on", "verified", "programme", "length", "is_plenary",
        "may_run_twice",
    )  # fmt: skip
    contacts = [{"name": each.person.name, "role": each.role} for each in topic.contacts]
    return {
        **{name: getattr(topic, name) for name in plain},
        "form_key": form_key,
        "area": topic.area.slug if topic.area else "",
        "needs": ", ".join(topic.needs),
        "review_state": topic.review_state.value if topic.review_state else "",
        "contacts": [*contacts, *nobody],
    }
