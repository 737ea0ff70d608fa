"""Forms for the review of a topic: the checklist, its state and resolved comments."""

from typing import Self

from flask_babel import lazy_gettext as _l
from wtforms import FormField, RadioField, SelectField
from wtforms.fields.choices import enum_choices, enum_coerce
from wtforms.validators import InputRequired

from hackathon.core.domain.topics import ReviewState
from hackathon.core.forms.base_form import BaseForm, FormPart
from hackathon.core.forms.entries import LineField, VersionField, choices
from hackathon.topics.review.domain.checklist import Checklist, NotedAnswer, ReviewAnswer, ReviewQuestion

MOVES = {
    ReviewState.NEW: _l("Mark as new"),
    ReviewState.NEEDS_REVIEW: _l("Request review"),
    ReviewState.NEEDS_WORK: _l("Request changes"),
    ReviewState.REVIEWED: _l("Mark as reviewed"),
    ReviewState.WITHDRAWN: _l("Withdraw topic"),
}
"""Labels of the buttons that change the review state."""


class StateForm(BaseForm):
    """The new review state of a topic."""

    version = VersionField()
    state = SelectField(
        choices=enum_choices(ReviewState, label=MOVES.__getitem__), coerce=enum_coerce(ReviewState)
    )


QUESTIONS = {
    ReviewQuestion.STARTABLE: _l("Could someone get started from this description?"),
    ReviewQuestion.DEFINED: _l("Are all terms and assumptions explained?"),
    ReviewQuestion.FEASIBLE: _l("Is it feasible in the time available?"),
    ReviewQuestion.USEFUL: _l("Does it support the goals of the event?"),
    ReviewQuestion.COMPLETE: _l("Are outcomes, steps and skills listed?"),
}
ANSWERS = {ReviewAnswer.YES: _l("Yes"), ReviewAnswer.NO: _l("No"), ReviewAnswer.UNSURE: _l("Not sure")}


class NotedAnswerForm(FormPart):
    """The answer to one question, with an optional note."""

    answer = RadioField(
        choices=enum_choices(ReviewAnswer, label=ANSWERS.__getitem__),
        coerce=enum_coerce(ReviewAnswer),
        validators=[InputRequired(_l("Please choose yes, no or not sure."))],
    )
    note = LineField(_l("Note (optional)"))


class ReviewForm(BaseForm):
    """A reviewer's answers to the checklist."""

    startable = FormField(NotedAnswerForm, QUESTIONS[ReviewQuestion.STARTABLE])
    defined = FormField(NotedAnswerForm, QUESTIONS[ReviewQuestion.DEFINED])
    feasible = FormField(NotedAnswerForm, QUESTIONS[ReviewQuestion.FEASIBLE])
    useful = FormField(NotedAnswerForm, QUESTIONS[ReviewQuestion.USEFUL])
    complete = FormField(NotedAnswerForm, QUESTIONS[ReviewQuestion.COMPLETE])

    @classmethod
    def about(cls, said: Checklist | None) -> Self:
        """Return the form filled with the reviewer's earlier answers, or with the submitted values."""
        before = {each.value: {"answer": it.answer, "note": it.note} for each, it in (said or {}).items()}
        form: Self = cls(data=before)
        return form

    @property
    def checklist(self) -> Checklist:
        """The answers."""
        return {question: NotedAnswer(**self.data[question.value]) for question in ReviewQuestion}


class AddressedForm(BaseForm):
    """Whether a comment is resolved."""

    addressed = RadioField(choices=choices({"yes": _l("Resolved"), "no": _l("Open")}))
