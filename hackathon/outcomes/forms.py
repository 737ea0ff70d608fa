"""Forms for minutes, outcomes and feedback."""

from collections.abc import Sequence

from flask_babel import lazy_gettext as _l
from wtforms import DateField, IntegerField, RadioField, SelectField, SelectMultipleField
from wtforms.fields import SelectChoice
from wtforms.validators import InputRequired, Optional
from wtforms.widgets import CheckboxInput, HiddenInput, ListWidget

from hackathon.core.forms.base_form import BaseForm
from hackathon.core.forms.entries import FormKeyField, LineField, ParagraphsField
from hackathon.events.models import Event
from hackathon.outcomes.domain import LONGEST_MINUTES, PromiseResult
from hackathon.outcomes.models import OutcomeKind
from hackathon.topics.models import Topic

KINDS = {
    OutcomeKind.DECISION: _l("Decision"),
    OutcomeKind.ACTION: _l("Action"),
    OutcomeKind.LINK: _l("Link"),
}
RESULTS = {
    PromiseResult.MET: _l("Met"),
    PromiseResult.PARTLY_MET: _l("Partly met"),
    PromiseResult.NOT_MET: _l("Not met"),
}
RATINGS = {5: _l("Great"), 4: _l("Good"), 3: _l("OK"), 2: _l("Not so good"), 1: _l("Bad")}


class MinutesForm(BaseForm):
    """Minutes in Markdown; `version` is that of the text that was seen, 0 before the first."""

    minutes = ParagraphsField(_l("Minutes"), longest=LONGEST_MINUTES, rows=16)
    version = IntegerField(widget=HiddenInput(), default=0)


class OutcomeForm(BaseForm):
    """A decision, an action or a link."""

    kind = SelectField(_l("Kind"), choices=[SelectChoice(kind.value, words) for kind, words in KINDS.items()])
    text = LineField(_l("What"), required=_l("Please enter what it is."))
    owner = LineField(_l("Owner"))
    due = DateField(_l("Due"), validators=[Optional()])
    address = LineField(_l("Web address"))
    form_key = FormKeyField()


class AssessmentForm(BaseForm):
    """The assessment of a topic's promise; `version` is the one that was shown, 0 before the first."""

    result = RadioField(
        _l("Was it met?"),
        default="",
        choices=[
            *(SelectChoice(result.value, words) for result, words in RESULTS.items()),
            SelectChoice("", _l("Not assessed yet")),
        ],
    )
    sentence = LineField(_l("In one sentence"))
    version = IntegerField(widget=HiddenInput(), default=0)


class NextForm(BaseForm):
    """Which topics go on, and at which event."""

    to = SelectField(_l("Event"), coerce=int)
    topics = SelectMultipleField(
        _l("Topics"), coerce=int, widget=ListWidget(prefix_label=False), option_widget=CheckboxInput()
    )

    def offer(self, events: Sequence[Event], topics: Sequence[Topic]) -> None:
        """Offer these events, and these topics, all chosen until something else is sent."""
        self.to.choices = [SelectChoice(each.id, f"{each.title}, {each.first_day.year}") for each in events]
        self.topics.choices = [
            SelectChoice(topic.number, f"#{topic.number} {topic.title}") for topic in topics
        ]
        if not self.is_submitted():
            self.topics.data = [topic.number for topic in topics]


class FeedbackForm(BaseForm):
    """Three questions."""

    rating = RadioField(
        _l("How was it?"),
        coerce=int,
        validators=[InputRequired(_l("Please choose an answer."))],
        choices=[SelectChoice(value, words) for value, words in RATINGS.items()],
    )
    keep = ParagraphsField(_l("What should stay as it is?"), longest=2_000)
    change = ParagraphsField(_l("What should change?"), longest=2_000)
