"""The form for publishing a draft."""

from datetime import datetime
from typing import Self

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField

from hackathon.core.domain.clocks import checked_moment
from hackathon.core.forms.base_form import BaseForm
from hackathon.core.forms.clocks import MomentField
from hackathon.core.forms.entries import ParagraphsField, VersionField
from hackathon.events.models import Event


class PublishForm(BaseForm):
    """The note for a new revision, the version of the draft that was shown, and optionally a time."""

    version = VersionField()
    note = ParagraphsField(_l("What's new (optional)"), longest=500)
    tells = BooleanField(_l("Email people whose own agenda changes"), default=True)
    at = MomentField(_l("Publish at"))

    @classmethod
    def of_event(cls, event: Event) -> Self:
        """Return the form; if the time occurs twice in the event's time zone, it asks which one is meant."""
        form: Self = cls()
        form.at.is_in(event.zone)
        return form

    def moment(self, event: Event) -> datetime | None:
        """Return when to publish; raises BadEntry for a time that the clocks skip or show twice."""
        return checked_moment(self.at.data, event.zone) if self.at.data else None
