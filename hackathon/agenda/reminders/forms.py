"""The form for choosing reminders."""

from typing import Self

from flask_babel import lazy_gettext as _l
from wtforms import SelectField
from wtforms.fields import SelectChoice

from hackathon.agenda.reminders.models import Reminder
from hackathon.core.forms.base_form import BaseForm

MINUTES = (5, 10, 15, 30, 60)


def _minutes(text: str) -> int | None:
    return int(text) if text else None


def _choices() -> list[SelectChoice]:
    times = (SelectChoice(str(each), _l("%(count)s minutes before", count=each)) for each in MINUTES)
    return [SelectChoice("", _l("No reminder")), *times]


class ReminderForm(BaseForm):
    """How long before a session to be reminded, for each way."""

    alarm_minutes = SelectField(_l("Alarm in my calendar"), choices=_choices(), coerce=_minutes)
    mail_minutes = SelectField(_l("Email"), choices=_choices(), coerce=_minutes)

    @classmethod
    def about(cls, reminder: Reminder | None) -> Self:
        """Return the form with the person's current choice; nothing is chosen by default."""
        form: Self = cls(
            data={
                "alarm_minutes": reminder.alarm_minutes if reminder else None,
                "mail_minutes": reminder.mail_minutes if reminder else None,
            }
        )
        return form
