"""Forms for minutes, outcomes and files."""

from collections.abc import Sequence
from typing import Self

from flask_babel import lazy_gettext as _l
from flask_wtf.file import FileField, FileRequired
from wtforms import DateField, IntegerField, RadioField, SelectField, SelectMultipleField
from wtforms.fields import SelectChoice
from wtforms.validators import Optional
from wtforms.widgets import CheckboxInput, HiddenInput, ListWidget

from hackathon.core.domain.outcomes import LONGEST_LINE, LONGEST_MINUTES, OutcomeKind, PromiseResult
from hackathon.core.forms.base_form import BaseForm
from hackathon.core.forms.entries import FormKeyField, LineField, ParagraphsField
from hackathon.events.models import Event
from hackathon.outcomes.models import Minutes
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


class MinutesForm(BaseForm):
    """Minutes in Markdown; `version` is that of the text that was shown, 0 if there was none."""

    minutes = ParagraphsField(_l("Minutes"), longest=LONGEST_MINUTES, rows=16)
    version = IntegerField(widget=HiddenInput(), default=0)

    @classmethod
    def about(cls, occurrence: int, minutes: Minutes | None) -> Self:
        """Return the form with a session's current minutes, ignoring what was submitted with another form."""
        known = {"minutes": minutes.text, "version": minutes.version} if minutes else {}
        form: Self = cls(formdata=None, data=known, prefix=minutes_prefix(occurrence))
        return form


def minutes_prefix(occurrence: int) -> str:
    """Return the prefix that distinguishes the fields of a second session's minutes on the same page."""
    return f"session{occurrence}-" if occurrence > 1 else ""


class OutcomeForm(BaseForm):
    """A decision, an action or a link."""

    kind = SelectField(_l("Kind"), choices=[SelectChoice(kind.value, words) for kind, words in KINDS.items()])
    text = LineField(_l("What"), required=_l("Please enter what it is."), longest=LONGEST_LINE)
    owner = LineField(_l("Owner"), longest=LONGEST_LINE)
    due = DateField(_l("Due"), validators=[Optional()])
    address = LineField(_l("Web address"), longest=LONGEST_LINE)
    form_key = FormKeyField()


class FileForm(BaseForm):
    """A file to upload."""

    upload = FileField(_l("File"), validators=[FileRequired(_l("Please choose a file."))])
    form_key = FormKeyField()

    @property
    def sent(self) -> tuple[str, bytes]:
        """The file's name on the sender's device, and its bytes."""
        with self.upload.data.stream as file:
            return self.upload.data.filename or "", file.read()


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
    sentence = LineField(_l("In one sentence"), longest=LONGEST_LINE)
    version = IntegerField(widget=HiddenInput(), default=0)


class NextForm(BaseForm):
    """The topics to carry over, and the event to carry them to."""

    to = SelectField(_l("Event"), coerce=int)
    topics = SelectMultipleField(
        _l("Topics"), coerce=int, widget=ListWidget(prefix_label=False), option_widget=CheckboxInput()
    )

    def offer(self, events: Sequence[Event], topics: Sequence[Topic]) -> None:
        """Offer these events and these topics; all topics are selected until something else is submitted."""
        self.to.choices = [SelectChoice(each.id, f"{each.title}, {each.first_day.year}") for each in events]
        self.topics.choices = [
            SelectChoice(topic.number, f"#{topic.number} {topic.title}") for topic in topics
        ]
        if not self.is_submitted():
            self.topics.data = [topic.number for topic in topics]
