"""The form that confirms the deletion of an account."""

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import RadioField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, ValidationError

from hackathon.core.forms.base_form import BaseForm
from hackathon.core.forms.entries import LineField
from hackathon.core.text.names import normalize

KEEP, TAKE = "keep", "take"


class LeavingForm(BaseForm):
    """What happens to the person's texts, and their name, typed to confirm the deletion."""

    words = RadioField(
        _l("My votes and texts"),
        choices=[
            SelectChoice(KEEP, _l("Keep them under “a former participant”")),
            SelectChoice(TAKE, _l("Remove them too")),
        ],
        validators=[InputRequired(_l("Please choose what happens to your votes and texts."))],
    )
    name = LineField(_l("My name, to confirm"), required=_l("Please enter your name as shown above."))

    def __init__(self, *, called: str) -> None:
        self._called = called
        super().__init__()

    def validate_name(self, field: LineField) -> None:
        """Reject any name but the current person's."""
        if normalize(field.data) != normalize(self._called):
            raise ValidationError(_("This is not your name as shown above."))
