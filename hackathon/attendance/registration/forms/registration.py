"""The registration form."""

from flask_babel import lazy_gettext as _l

from hackathon.core.forms.base_form import BaseForm
from hackathon.core.forms.entries import LineField


class RegistrationForm(BaseForm):
    """Only the affiliation; people are signed in, and other details are asked afterwards."""

    affiliation = LineField(_l("Affiliation"))
