"""The form for the list of an event's milestones."""

from typing import Self

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import DateField, FieldList, FormField, IntegerField
from wtforms.validators import Optional
from wtforms.widgets import HiddenInput

from hackathon.core.errors import BadEntry
from hackathon.core.forms.base_form import BaseForm, FormPart
from hackathon.core.forms.entries import LineField, VersionField
from hackathon.events.milestones.domain import MilestoneLine
from hackathon.events.models import Event

NEW_LINES = 3
"""The number of empty rows for new dates."""


class MilestoneForm(FormPart):
    """One named date, existing or new; an empty row is ignored."""

    key = IntegerField(widget=HiddenInput(), validators=[Optional()])
    name = LineField(_l("Name"))
    starts = DateField(_l("Day"), validators=[Optional()])
    ends = DateField(_l("Last day"), validators=[Optional()])


class MilestonesForm(BaseForm):
    """All named dates of an event."""

    version = VersionField()
    milestones = FieldList(FormField(MilestoneForm), max_entries=100)

    @classmethod
    def about_event(cls, event: Event) -> Self:
        """Return the form filled with the current dates, or with the submitted values."""
        known = [
            {"key": each.id, "name": each.name, "starts": each.starts, "ends": each.ends}
            for each in event.milestones
        ]
        form: Self = cls(data={"version": event.version, "milestones": [*known, *([{}] * NEW_LINES)]})
        return form

    @property
    def lines(self) -> list[MilestoneLine]:
        """The submitted milestones; raises BadEntry for one without a name or day."""
        return [
            _line(entry.form)
            for entry in self.milestones
            if entry.form.name.data or entry.form.starts.data or entry.form.ends.data
        ]


def _line(form: MilestoneForm) -> MilestoneLine:
    if form.starts.data is None:
        raise BadEntry(_("“%(data)s” has no day. Please choose one, or clear the line.", data=form.name.data))
    return MilestoneLine(key=form.key.data, name=form.name.data, starts=form.starts.data, ends=form.ends.data)
