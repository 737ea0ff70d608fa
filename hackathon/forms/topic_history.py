"""Which version of a topic is to be brought back."""

from flask_wtf import FlaskForm
from wtforms import IntegerField
from wtforms.validators import InputRequired, NumberRange

from hackathon.forms.entries import VersionField


class RestoreForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF is published without types
    """The number of a version, and the version of the row that the page showed."""

    version = VersionField()
    number = IntegerField(validators=[InputRequired(), NumberRange(min=1, max=2**31 - 1)])
