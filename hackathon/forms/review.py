"""What people may say in a topic's review: the checklist, where it stands, which comments are addressed."""

from typing import Self

from flask_wtf import FlaskForm
from wtforms import Form, FormField, RadioField, SelectField
from wtforms.fields.choices import enum_choices, enum_coerce
from wtforms.validators import InputRequired

from hackathon.domain.checklist import Answer, Checklist, Question, Said
from hackathon.domain.topics import ReviewState
from hackathon.forms.entries import LineField, VersionField, choices

MOVES = {
    ReviewState.NEW: "Call it new",
    ReviewState.NEEDS_REVIEW: "Ask for review",
    ReviewState.NEEDS_WORK: "Say that it needs work",
    ReviewState.REVIEWED: "Say that it is reviewed",
    ReviewState.WITHDRAWN: "Withdraw it",
}
"""What the buttons say that move a topic."""


class StateForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF is published without types
    """Where a topic is moved in its review."""

    version = VersionField()
    state = SelectField(
        choices=enum_choices(ReviewState, label=MOVES.__getitem__), coerce=enum_coerce(ReviewState)
    )


QUESTIONS = {
    Question.STARTABLE: "Could somebody start from this description?",
    Question.DEFINED: "Are all terms explained, and is nothing assumed in silence?",
    Question.FEASIBLE: "Can it be done in the time there is?",
    Question.USEFUL: "Does it serve the goals of the event?",
    Question.COMPLETE: "Are outcomes, steps and skills there?",
}
ANSWERS = {Answer.YES: "Yes", Answer.NO: "No", Answer.UNSURE: "Not sure"}


class SaidForm(Form):  # type: ignore[misc]  # WTForms is published without types
    """An answer to one question, and a note beside it."""

    answer = RadioField(
        choices=enum_choices(Answer, label=ANSWERS.__getitem__),
        coerce=enum_coerce(Answer),
        validators=[InputRequired("Choose yes, no or not sure.")],
    )
    note = LineField("Note, if you like")


class ReviewForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF is published without types
    """What a reviewer says to every question of the checklist."""

    startable = FormField(SaidForm, QUESTIONS[Question.STARTABLE])
    defined = FormField(SaidForm, QUESTIONS[Question.DEFINED])
    feasible = FormField(SaidForm, QUESTIONS[Question.FEASIBLE])
    useful = FormField(SaidForm, QUESTIONS[Question.USEFUL])
    complete = FormField(SaidForm, QUESTIONS[Question.COMPLETE])

    @classmethod
    def about(cls, said: Checklist | None) -> Self:
        """Return the form with what the reviewer said before, or with what was sent."""
        before = {each.value: {"answer": it.answer, "note": it.note} for each, it in (said or {}).items()}
        form: Self = cls(data=before)
        return form

    @property
    def checklist(self) -> Checklist:
        """What was answered."""
        return {question: Said(**self.data[question.value]) for question in Question}


class AddressedForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF is published without types
    """Whether what a comment asks for is done."""

    addressed = RadioField(choices=choices({"yes": "Addressed", "no": "Still open"}))
