"""How somebody says that they want to be forgotten, so that nobody does so by accident."""

from flask_wtf import FlaskForm
from wtforms import RadioField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, ValidationError

from hackathon.domain.names import normalise
from hackathon.forms.entries import LineField

KEEP, TAKE = "keep", "take"


class LeavingForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF is published without types
    """What shall become of somebody's words, and their name as proof that they mean it."""

    words = RadioField(
        "My votes and words",
        choices=[
            SelectChoice(KEEP, "Keep them, as those of “a former participant”"),
            SelectChoice(TAKE, "Remove them too"),
        ],
        validators=[InputRequired("Choose what becomes of your votes and words.")],
    )
    name = LineField("My name, to confirm", required="Write your name as it stands above.")

    def __init__(self, *, called: str) -> None:
        self._called = called
        super().__init__()

    def validate_name(self, field: LineField) -> None:
        """Refuse another name than that of whoever is speaking."""
        if normalise(field.data) != normalise(self._called):
            raise ValidationError("That is not your name as it stands above. Write it just so.")
