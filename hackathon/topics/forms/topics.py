"""Forms for proposals, votes, comments and searching topics."""

from collections.abc import Sequence
from functools import lru_cache
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from markupsafe import Markup, escape
from wtforms import BooleanField, HiddenField, IntegerField, SearchField, SelectField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import NumberRange, Optional
from wtforms.widgets import Select, html_params

from hackathon.core.domain.topics import MOST_SLOTS, ReviewState, TopicFields
from hackathon.core.domain.votes import Choice
from hackathon.core.forms.base_form import BaseForm
from hackathon.core.forms.entries import (
    LINE,
    TEXT,
    FormKeyField,
    LineField,
    NumberField,
    ParagraphsField,
    choices,
    on_one_line,
)
from hackathon.core.text.addresses import without_addresses
from hackathon.topics import labels
from hackathon.topics.areas.models import Area
from hackathon.topics.queries.topic_list import NOT_REVIEWED, Search, Sort

STATES = {
    state.value: _l(label.singular)
    for state, label in labels.REVIEW_STATES.items()
    if state is not ReviewState.WITHDRAWN
}
"""The review states that are set manually."""

LISTED = {
    "": _l("Not withdrawn"),
    NOT_REVIEWED: _l(labels.NOT_REVIEWED.singular),
    **STATES,
    ReviewState.WITHDRAWN.value: _l(labels.REVIEW_STATES[ReviewState.WITHDRAWN].singular),
}
SORTS = {
    Sort.VOTES.value: _l("Most popular"),
    Sort.NEW.value: _l("Newest"),
    Sort.NUMBER.value: _l("Number"),
    Sort.AREA.value: _l("Area"),
    Sort.STATE.value: _l("State"),
}


class ManyOptions(Select):  # type: ignore[misc]  # WTForms is published without types
    """A select field that renders hundreds of options in one step, which is much faster than one by one."""

    def __call__(self, field: SelectField, **kwargs: Any) -> Markup:  # noqa: ANN401 -- WTForms' own
        """Return the field with its options."""
        options = _options(tuple((choice.value, choice.label) for choice in field.choices), field.data)
        attributes = html_params(**{"id": field.id, "name": field.name, **kwargs})
        return Markup(f"<select {attributes}>{options}</select>")  # noqa: S704 -- every part is escaped above


# Hundreds of names are offered to everyone who looks at the list, and hardly ever change.
@lru_cache(maxsize=32)
def _options(offered: tuple[tuple[str, str], ...], selected: str) -> str:
    return "".join(
        f'<option{" selected" * (value == selected)} value="{escape(value)}">{escape(label)}</option>'
        for value, label in offered
    )


@lru_cache(maxsize=32)
def _contact_choices(contacts: tuple[tuple[int, str], ...], anyone: str) -> list[SelectChoice]:
    return choices({"": anyone, **{str(key): without_addresses(name) for key, name in contacts}})


class SearchForm(BaseForm):
    """Search and filters for topics, sent in the query string and therefore without a token."""

    class Meta:
        """Searching changes nothing, so no token is needed."""

        csrf = False

    q = SearchField(_l("Search"), filters=[on_one_line, lambda words: words[:LINE]])
    area = SelectField(_l("Area"))
    state = SelectField(_l("State"), choices=choices(LISTED))
    contact = SelectField(_l("Contact"), widget=ManyOptions())
    sort = SelectField(_l("Sort by"), choices=choices(SORTS))

    def offer(self, areas: Sequence[Area], contacts: Sequence[tuple[int, str]]) -> None:
        """Offer these areas and contacts of the event; unknown values are ignored."""
        self.area.choices = choices({"": _("All"), **{area.slug: area.name for area in areas}})
        self.contact.choices = _contact_choices(tuple(contacts), _("Anyone"))
        if not areas:
            self.sort.choices = choices({key: name for key, name in SORTS.items() if key != Sort.AREA.value})
        for field in (self.area, self.state, self.contact, self.sort):
            values = [choice.value for choice in field.choices]
            field.data = field.data if field.data in values else values[0]

    @property
    def query(self) -> dict[str, str]:
        """The query parameters of this search, without defaults."""
        usual = ("", Sort.VOTES.value)
        return {field.name: field.data for field in self if field.data not in usual}

    @property
    def search(self) -> Search:
        """The search for these values."""
        return Search(
            words=self.q.data,
            area=self.area.data,
            state=self.state.data,
            contact=int(self.contact.data) if self.contact.data else None,
            sort=Sort(self.sort.data),
        )


class VoteForm(BaseForm):
    """A vote; an empty choice removes it. `back` is the query string of the list it came from.

    `seen` is the choice that a device knew when the vote was cast, perhaps long before it could be sent.
    """

    choice = SelectField(
        choices=choices({"": _l("Remove vote"), **{choice.value: choice.value for choice in Choice}}),
        invalid_choice_message=_l("Please choose must, will or maybe."),
    )
    note = LineField(_l("Note (optional)"))
    back = HiddenField()
    seen = HiddenField()

    @property
    def seen_choice(self) -> Choice | None:
        """The choice that was seen; None for no vote."""
        return Choice(self.seen.data) if self.seen.data in set(Choice) else None

    @property
    def kept_note(self) -> str | None:
        """The note, or None if the form had no field for it."""
        return self.note.data if self.note.raw_data else None


class CommentForm(BaseForm):
    """A comment."""

    text = ParagraphsField(_l("Your comment"), required=_l("Please write a comment."))
    reply_to = IntegerField(validators=[Optional(), NumberRange(min=1, max=2**31 - 1)])
    form_key = FormKeyField()


class ProposalForm(BaseForm):
    """A topic proposal; only the title is required."""

    title = LineField(_l("Title"), required=_l("Please enter a title."))
    area = SelectField(_l("Area"))
    description = ParagraphsField(_l("What is it about?"), rows=6)
    outcomes = ParagraphsField(_l("What is the expected outcome?"), rows=3)
    skills = ParagraphsField(_l("What should people know or bring?"), rows=3)
    steps = ParagraphsField(_l("What are the steps?"), rows=3)
    references = ParagraphsField(_l("What should people read?"), rows=3)
    difficulty = LineField(_l("How difficult is it?"))
    length = NumberField(_l("How many slots does it need?"), least=1, most=MOST_SLOTS, default=1)
    forum = LineField(_l("Mailing list or forum"))
    chat = LineField(_l("Chat channel"))
    leads = BooleanField(_l("I will run this topic"), default=True)
    compared = HiddenField()
    form_key = FormKeyField()

    @property
    def fields(self) -> TopicFields:
        """The entered fields of the topic."""
        said = {name: value for name, value in self.data.items() if name in TopicFields.__slots__}
        return TopicFields(**{**said, "area": self.area.data or None})

    @property
    def entered(self) -> dict[str, str | int | bool | None]:
        """The values of the fields for a draft; texts that are far too long are cut."""
        areas = [choice.value for choice in self.area.choices]
        entered = {
            name: value[:TEXT] if isinstance(value, str) else value
            for name, value in self.data.items()
            if name not in ("csrf_token", "form_key", "compared")
        }
        return {**entered, "area": self.area.data if self.area.data in areas else ""}

    @property
    def is_blank(self) -> bool:
        """Whether all text fields are empty."""
        return not any(field.data for field in self if isinstance(field, LineField | ParagraphsField))

    def offer(self, areas: Sequence[Area]) -> None:
        """Offer the areas of the event."""
        self.area.choices = choices(
            {"": _("None of these, or not sure"), **{area.slug: area.name for area in areas}}
        )
