"""The one tap that answers an invitation."""

from flask_wtf import FlaskForm
from wtforms import BooleanField, RadioField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired

from hackathon.domain.attendance import ANSWERS, Status


class InvitationForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF is published without types
    """Whether somebody comes; when and how they say afterwards, where they like."""

    status = RadioField(
        choices=[SelectChoice(each.value, each.value) for each in ANSWERS],
        coerce=Status,
        validators=[InputRequired("Say whether you come.")],
    )
    is_remote = BooleanField()
