"""Naming a version of the schedule."""

from flask_babel import lazy_gettext as _l

from hackathon.core.forms.base_form import BaseForm
from hackathon.core.forms.entries import LineField


class VersionForm(BaseForm):
    """What a version is to be called."""

    name = LineField(_l("Name"), required=_l("Please enter a name."), longest=100)
