"""The form for feedback."""

from flask_babel import lazy_gettext as _l
from wtforms import RadioField
from wtforms.fields import SelectChoice
from wtforms.validators import InputRequired

from hackathon.core.forms.base_form import BaseForm
from hackathon.core.forms.entries import ParagraphsField

RATINGS = {5: _l("Great"), 4: _l("Good"), 3: _l("OK"), 2: _l("Not so good"), 1: _l("Bad")}


class FeedbackForm(BaseForm):
    """Three questions."""

    rating = RadioField(
        _l("How was it?"),
        coerce=int,
        validators=[InputRequired(_l("Please choose an answer."))],
        choices=[SelectChoice(value, words) for value, words in RATINGS.items()],
    )
    keep = ParagraphsField(_l("What should stay as it is?"), longest=2_000)
    change = ParagraphsField(_l("What should change?"), longest=2_000)
