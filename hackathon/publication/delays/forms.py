"""The form for reporting a delay: how late, and which sessions."""

from typing import Self

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, RadioField
from wtforms.fields import SelectChoice

from hackathon.core.forms.base_form import BaseForm
from hackathon.core.forms.entries import VersionField
from hackathon.publication.delays.domain import DelayScope

MINUTES = (5, 10, 15, 30)


class DelayForm(BaseForm):
    """How late, what else is late, and whether to email those affected; `version` is the revision shown."""

    minutes = RadioField(
        _l("How late?"), coerce=int, choices=[SelectChoice(each, str(each)) for each in MINUTES]
    )
    scope = RadioField(
        _l("What is late?"), choices=[SelectChoice(each.value, each.value) for each in DelayScope]
    )
    tells = BooleanField(_l("Email everyone whose own agenda changes"))
    version = VersionField()

    @classmethod
    def about(cls, revision: int, minutes: int) -> Self:
        """Return the form with the most likely values."""
        data = {"minutes": minutes, "scope": DelayScope.SESSION.value, "tells": True, "version": revision}
        form: Self = cls(data=data)
        return form
