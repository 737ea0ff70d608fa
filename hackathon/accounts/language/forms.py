"""The form for choosing a language."""

from flask_babel import lazy_gettext as _l
from wtforms import HiddenField, RadioField
from wtforms.fields import SelectChoice

from hackathon.core.forms.base_form import BaseForm
from hackathon.core.translation import current_language, languages


class LanguageForm(BaseForm):
    """The language of pages and emails, and the page to return to."""

    language = RadioField(
        _l("Language"),
        choices=lambda: [SelectChoice(code, name) for code, name in languages().items()],
        default=current_language,
    )
    next = HiddenField()
