"""The registration form."""

from flask_babel import lazy_gettext as _l

from hackathon.core.forms.entries import LineField
from hackathon.core.forms.kept_form import KeptForm


class RegistrationForm(KeptForm):
    """Only the affiliation; people are signed in, and other details are asked afterwards."""

    affiliation = LineField(_l("Affiliation"))
