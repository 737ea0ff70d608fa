"""Naming a version of the schedule."""

from flask_babel import lazy_gettext as _l

from hackathon.core.forms.base_form import BaseForm
from hackathon.core.forms.entries import LineField


class VersionForm(BaseForm):
    """The name for a version."""

    name = LineField(_l("Name"), required=_l("Please enter a name."), longest=100)
