"""The form for answering an invitation."""

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, RadioField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired

from hackathon.core.domain.attendance import ANSWERS, Status
from hackathon.core.forms.base_form import BaseForm


class InvitationForm(BaseForm):
    """Only whether someone attends; details follow on the attendance page."""

    status = RadioField(
        choices=[SelectChoice(each.value, each.value) for each in ANSWERS],
        coerce=Status,
        validators=[InputRequired(_l("Please choose an answer."))],
    )
    is_remote = BooleanField()
