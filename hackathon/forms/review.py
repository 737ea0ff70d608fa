"""What people may say of a topic in its review: where it stands, and whether a comment is addressed."""

from flask_wtf import FlaskForm
from wtforms import RadioField, SelectField
from wtforms.fields.choices import enum_choices, enum_coerce

from hackathon.domain.topics import ReviewState
from hackathon.forms.entries import VersionField, choices

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


class AddressedForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF is published without types
    """Whether what a comment asks for is done."""

    addressed = RadioField(choices=choices({"yes": "Addressed", "no": "Still open"}))
