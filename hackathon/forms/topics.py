"""What people may say about topics: a proposal, a vote, a comment, and which ones they look for."""

from collections.abc import Sequence
from typing import Any

from flask_wtf import FlaskForm
from markupsafe import Markup, escape
from wtforms import BooleanField, HiddenField, IntegerField, SearchField, SelectField
from wtforms.validators import NumberRange, Optional
from wtforms.widgets import Select, html_params

from hackathon.domain.addresses import without_addresses
from hackathon.domain.topics import MOST_SLOTS, ReviewState, TopicFields
from hackathon.domain.votes import Choice
from hackathon.forms.entries import (
    LINE,
    TEXT,
    FormKeyField,
    LineField,
    NumberField,
    ParagraphsField,
    choices,
    on_one_line,
)
from hackathon.models import Area
from hackathon.queries.topics import NOT_REVIEWED, Search, Sort

STATES = {
    ReviewState.NEW.value: "New",
    ReviewState.NEEDS_REVIEW.value: "Needs review",
    ReviewState.NEEDS_WORK.value: "Needs work",
    ReviewState.REVIEWED.value: "Reviewed",
}
"""The words for a review state, but for a withdrawn topic's."""

LISTED = {
    "": "Not withdrawn",
    NOT_REVIEWED: "Not reviewed",
    **STATES,
    ReviewState.WITHDRAWN.value: "Withdrawn",
}
SORTS = {
    Sort.VOTES.value: "Most wanted",
    Sort.NEW.value: "Newest",
    Sort.NUMBER.value: "Number",
    Sort.AREA.value: "Area",
    Sort.STATE.value: "State",
}


class ManyOptions(Select):  # type: ignore[misc]  # WTForms is published without types
    """A select field drawn in one go: hundreds of options one by one take longer than the list of topics."""

    def __call__(self, field: SelectField, **kwargs: Any) -> Markup:  # noqa: ANN401 -- WTForms' own
        """Return the field with its options."""
        options = "".join(
            f'<option{" selected" * (each.value == field.data)} value="{escape(each.value)}">'
            f"{escape(each.label)}</option>"
            for each in field.choices
        )
        attributes = html_params(**{"id": field.id, "name": field.name, **kwargs})
        return Markup(f"<select {attributes}>{options}</select>")  # noqa: S704 -- every part is escaped above


class SearchForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF is published without types
    """Which topics to list; it stands in the address, so it carries no token."""

    class Meta:
        """A form that only asks needs no token."""

        csrf = False

    q = SearchField("Search", filters=[on_one_line, lambda words: words[:LINE]])
    area = SelectField("Area")
    state = SelectField("State", choices=choices(LISTED))
    contact = SelectField("Contact", widget=ManyOptions())
    sort = SelectField("Sort by", choices=choices(SORTS))

    def offer(self, areas: Sequence[Area], contacts: Sequence[tuple[int, str]]) -> None:
        """Offer the areas and contacts of the event; what is asked for and is not there is not asked for."""
        self.area.choices = choices({"": "All", **{area.slug: area.name for area in areas}})
        self.contact.choices = choices(
            {"": "Anybody", **{str(key): without_addresses(name) for key, name in contacts}}
        )
        if not areas:
            self.sort.choices = choices({key: name for key, name in SORTS.items() if key != Sort.AREA.value})
        for field in (self.area, self.state, self.contact, self.sort):
            values = [choice.value for choice in field.choices]
            field.data = field.data if field.data in values else values[0]

    @property
    def query(self) -> dict[str, str]:
        """What was asked for, as it stands in an address; what is as usual is left out."""
        usual = ("", Sort.VOTES.value)
        return {field.name: field.data for field in self if field.data not in usual}

    @property
    def search(self) -> Search:
        """The search that was asked for."""
        return Search(
            words=self.q.data,
            area=self.area.data,
            state=self.state.data,
            contact=int(self.contact.data) if self.contact.data else None,
            sort=Sort(self.sort.data),
        )


class VoteForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF is published without types
    """A person's answer to a topic; none takes it back. `back` is the search of the list it came from."""

    choice = SelectField(
        choices=choices({"": "Take it back", **{choice.value: choice.value for choice in Choice}}),
        invalid_choice_message="Choose must, will or maybe.",
    )
    note = LineField("A note, if you like")
    back = HiddenField()

    @property
    def kept_note(self) -> str | None:
        """The note, or None where the form that was sent did not ask for one."""
        return self.note.data if self.note.raw_data else None


class CommentForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF is published without types
    """A person's words under a topic."""

    text = ParagraphsField("Your comment", required="Write something first.")
    reply_to = IntegerField(validators=[Optional(), NumberRange(min=1, max=2**31 - 1)])
    form_key = FormKeyField()


class ProposalForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF is published without types
    """A topic as somebody proposes it; only the title must be there."""

    title = LineField("Title", required="Give the topic a title, so that people can vote for it.")
    area = SelectField("Area")
    description = ParagraphsField("What is it about?", rows=6)
    outcomes = ParagraphsField("What should come out of it?", rows=3)
    skills = ParagraphsField("What should people know or bring?", rows=3)
    steps = ParagraphsField("Which steps lead there?", rows=3)
    references = ParagraphsField("What should people read?", rows=3)
    difficulty = LineField("How difficult is it?")
    length = NumberField("How many slots does it need?", least=1, most=MOST_SLOTS, default=1)
    forum = LineField("Mailing list or forum")
    chat = LineField("Chat channel")
    leads = BooleanField("I will lead it", default=True)
    compared = HiddenField()
    form_key = FormKeyField()

    @property
    def fields(self) -> TopicFields:
        """What was entered, as a topic has it."""
        said = {name: value for name, value in self.data.items() if name in TopicFields.__slots__}
        return TopicFields(**{**said, "area": self.area.data or None})

    @property
    def entered(self) -> dict[str, str | int | bool | None]:
        """What stands in the fields, to be shown again; a text that is far too long is cut."""
        areas = [choice.value for choice in self.area.choices]
        entered = {
            name: value[:TEXT] if isinstance(value, str) else value
            for name, value in self.data.items()
            if name not in ("csrf_token", "form_key", "compared")
        }
        return {**entered, "area": self.area.data if self.area.data in areas else ""}

    @property
    def is_blank(self) -> bool:
        """Whether nothing was written, whatever was chosen."""
        return not any(field.data for field in self if isinstance(field, LineField | ParagraphsField))

    def offer(self, areas: Sequence[Area]) -> None:
        """Offer the areas of the event."""
        self.area.choices = choices(
            {"": "None of these, or not sure", **{area.slug: area.name for area in areas}}
        )
