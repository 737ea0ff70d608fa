"""Organizers' forms for topics and areas."""

from collections.abc import Sequence
from typing import Any, Self

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, DateField, FieldList, FormField, HiddenField, SelectField
from wtforms.fields.choices import enum_choices, enum_coerce
from wtforms.validators import Optional

from hackathon.core.domain.topics import (
    MOST_SLOTS,
    ContactLine,
    ContactRole,
    ProgrammeState,
    ReviewState,
    TopicFields,
)
from hackathon.core.forms.base_form import BaseForm, FormPart
from hackathon.core.forms.entries import (
    FormKeyField,
    LineField,
    NumberField,
    ParagraphsField,
    VersionField,
    choices,
    words_of,
)
from hackathon.events.models import Event
from hackathon.topics.areas.domain import AreaLine
from hackathon.topics.areas.models import Area
from hackathon.topics.forms.topics import STATES
from hackathon.topics.labels import CONTACT_ROLES, PROGRAMME_STATES
from hackathon.topics.models import Topic

NEW_LINES = 2
"""The number of empty rows offered for new entries."""


class ContactForm(FormPart):
    """A contact of a topic; rows without a name are ignored."""

    name = LineField(_l("Name"), render_kw={"list": "people", "autocomplete": "off"})
    role = SelectField(
        _l("Role"),
        choices=enum_choices(ContactRole, label=CONTACT_ROLES.__getitem__),
        coerce=enum_coerce(ContactRole),
    )


class TopicForm(BaseForm):
    """All fields of a topic except its number and whether it is withdrawn."""

    version = VersionField()
    form_key = FormKeyField()
    title = LineField(_l("Title"), required=_l("Please enter a title."))
    area = SelectField(_l("Area"))
    contacts = FieldList(FormField(ContactForm), max_entries=50)
    contact_note = ParagraphsField(_l("Contact note"), rows=1)
    description = ParagraphsField(_l("Description"), rows=8)
    outcomes = ParagraphsField(_l("Outcomes"), rows=2)
    steps = ParagraphsField(_l("Steps"), rows=2)
    references = ParagraphsField(_l("References"), rows=2)
    skills = ParagraphsField(_l("Skills"), rows=2)
    difficulty = ParagraphsField(_l("Difficulty"), rows=1)
    forum = LineField(_l("Mailing list or forum"))
    chat = LineField(_l("Chat channel"))
    inserted_on = DateField(_l("Added on"), validators=[Optional()])
    verified = ParagraphsField(_l("Verified"), rows=1)
    programme = SelectField(
        _l("Student programme"),
        choices=enum_choices(ProgrammeState, label=PROGRAMME_STATES.__getitem__),
        coerce=enum_coerce(ProgrammeState),
        default=ProgrammeState.NOT_APPLICABLE,
    )
    length = NumberField(_l("Length in slots"), least=1, most=MOST_SLOTS)
    needs = LineField(_l("Equipment"))
    is_plenary = BooleanField(_l("Plenary: nothing else runs at the same time"))
    may_run_twice = BooleanField(_l("May run twice"))
    review_state = SelectField(_l("Review state"), choices=choices({"": _l("Not reviewed"), **STATES}))

    @classmethod
    def about_topic(cls, event: Event, topic: Topic | None, form_key: str) -> Self:
        """Return the form filled with the current topic, if any, or with the submitted values."""
        form: Self = cls(data=_entered(topic, form_key))
        form.area.choices = choices({"": _("None"), **{area.slug: area.name for area in event.areas}})
        if topic and topic.is_withdrawn:
            form.review_state.choices = choices({ReviewState.WITHDRAWN.value: _("Withdrawn")})
        return form

    @property
    def fields(self) -> TopicFields:
        """The entered fields, without contacts."""
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
        """The entered contacts, in order."""
        return [
            ContactLine(name=each.form.name.data, role=each.form.role.data)
            for each in self.contacts
            if each.form.name.data
        ]


class AreaForm(FormPart):
    """An existing or new area; rows without a name are ignored."""

    slug = HiddenField()
    name = LineField(_l("Name"))
    position = NumberField(_l("Order"), least=0, most=999)


class AreasForm(BaseForm):
    """The areas of an event, as one list."""

    version = VersionField()
    areas = FieldList(FormField(AreaForm), max_entries=200)

    @classmethod
    def about_event(cls, event: Event, areas: Sequence[Area]) -> Self:
        """Return the form filled with the current areas, or with the submitted values."""
        lines = [
            {"slug": area.slug, "name": area.name, "position": position}
            for position, area in enumerate(areas, start=1)
        ]
        lines += [{"slug": "", "name": "", "position": len(areas) + 1 + each} for each in range(NEW_LINES)]
        form: Self = cls(data={"version": event.version, "areas": lines})
        return form

    @property
    def lines(self) -> Sequence[AreaLine]:
        """The entered areas."""
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
        # A new topic has no version yet, but the field is required.
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
