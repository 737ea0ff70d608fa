"""The form for restoring a version of a topic."""

from wtforms import IntegerField
from wtforms.validators import InputRequired, NumberRange

from hackathon.core.forms.base_form import BaseForm
from hackathon.core.forms.entries import VersionField


class RestoreForm(BaseForm):
    """The number of the version to restore, and the row version that the page showed."""

    version = VersionField()
    number = IntegerField(validators=[InputRequired(), NumberRange(min=1, max=2**31 - 1)])
