"""What people may say about topics: a proposal, a vote, a comment, and which ones they look for."""

from collections.abc import Sequence

from flask_wtf import FlaskForm
from wtforms import (
    BooleanField,
    HiddenField,
    IntegerField,
    SearchField,
    SelectField,
    StringField,
    TextAreaField,
)
from wtforms.fields.choices import SelectChoice
from wtforms.validators import DataRequired, InputRequired, Length, NumberRange, Optional

from hackathon.domain.addresses import without_addresses
from hackathon.domain.topics import ReviewState
from hackathon.domain.votes import Choice
from hackathon.models import Area
from hackathon.queries.topics import NOT_REVIEWED, Search, Sort

LINE = 200
TEXT = 20_000

STATES = {
    "": "All but withdrawn",
    NOT_REVIEWED: "Not reviewed",
    ReviewState.NEW.value: "New",
    ReviewState.NEEDS_REVIEW.value: "Needs review",
    ReviewState.NEEDS_WORK.value: "Needs work",
    ReviewState.REVIEWED.value: "Reviewed",
    ReviewState.WITHDRAWN.value: "Withdrawn",
}
SORTS = {Sort.VOTES.value: "Most wanted", Sort.NEW.value: "Newest", Sort.NUMBER.value: "Number"}


def _cleaned(text: str | None) -> str:
    """Return the text without what no database keeps (NUL) and no space around it."""
    return (text or "").replace("\x00", "").strip()


def _choices(words: dict[str, str]) -> list[SelectChoice]:
    return [SelectChoice(value, label) for value, label in words.items()]


class SearchForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF is published without types
    """Which topics to list; it stands in the address, so it carries no token."""

    class Meta:
        """A form that only asks needs no token."""

        csrf = False

    q = SearchField("Search", filters=[_cleaned, lambda words: words[:LINE]])
    area = SelectField("Area")
    state = SelectField("State", choices=_choices(STATES))
    contact = SelectField("Contact")
    sort = SelectField("Sort by", choices=_choices(SORTS))

    def offer(self, areas: Sequence[Area], contacts: Sequence[tuple[int, str]]) -> None:
        """Offer the areas and contacts of the event; what is asked for and is not there is not asked for."""
        self.area.choices = _choices({"": "All", **{area.slug: area.name for area in areas}})
        self.contact.choices = _choices(
            {"": "Anybody", **{str(key): without_addresses(name) for key, name in contacts}}
        )
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
        choices=_choices({"": "Take it back", **{choice.value: choice.value for choice in Choice}}),
        invalid_choice_message="Choose must, will or maybe.",
    )
    back = HiddenField()


class CommentForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF is published without types
    """A person's words under a topic."""

    text = TextAreaField(
        "Your comment",
        filters=[_cleaned],
        validators=[DataRequired("Write something first."), Length(max=TEXT, message="Make it shorter.")],
    )
    reply_to = IntegerField(validators=[Optional(), NumberRange(min=1, max=2**31 - 1)])
    form_key = HiddenField(validators=[InputRequired("Open the page again and send it once more.")])


class ProposalForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF is published without types
    """A topic as somebody proposes it; only the title must be there."""

    title = StringField(
        "Title",
        filters=[_cleaned, lambda title: " ".join(title.split())],
        validators=[
            DataRequired("Give the topic a title, so that people can vote for it."),
            Length(max=LINE, message=f"Make the title shorter: at most {LINE} characters."),
        ],
    )
    area = SelectField("Area")
    description = TextAreaField("What is it about?", filters=[_cleaned], validators=[Length(max=TEXT)])
    outcomes = TextAreaField("What should come out of it?", filters=[_cleaned], validators=[Length(max=TEXT)])
    skills = TextAreaField(
        "What should people know or bring?", filters=[_cleaned], validators=[Length(max=TEXT)]
    )
    difficulty = StringField("How difficult is it?", filters=[_cleaned], validators=[Length(max=LINE)])
    length = IntegerField(
        "How many slots does it need?",
        default=1,
        validators=[
            InputRequired("Say how many slots it needs: usually 1."),
            NumberRange(min=1, max=8, message="A topic takes from 1 to 8 slots."),
        ],
    )
    forum = StringField("Mailing list or forum", filters=[_cleaned], validators=[Length(max=LINE)])
    chat = StringField("Chat channel", filters=[_cleaned], validators=[Length(max=LINE)])
    leads = BooleanField("I will lead it", default=True)
    form_key = HiddenField(validators=[InputRequired("Open the page again and send it once more.")])

    def offer(self, areas: Sequence[Area]) -> None:
        """Offer the areas of the event."""
        self.area.choices = _choices(
            {"": "None of these, or not sure", **{area.slug: area.name for area in areas}}
        )
