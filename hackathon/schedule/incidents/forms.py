"""Forms for reporting an incident and choosing an answer."""

from collections.abc import Iterable
from typing import Self

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, RadioField, SelectField
from wtforms.fields import SelectChoice

from hackathon.core.forms.base_form import BaseForm
from hackathon.core.forms.entries import FormKeyField, LineField, VersionField


class AnswerForm(BaseForm):
    """The answer to publish, and whether to email people; `version` is the revision shown."""

    answer = RadioField(_l("What to do"))
    notice = LineField(_l("Message on every open page and screen"))
    tells = BooleanField(_l("Email everyone whose own agenda changes"))
    version = VersionField()

    @classmethod
    def about(cls, answers: Iterable[tuple[str, str]], revision: int, *, notice: str = "") -> Self:
        """Return the form with these answers, by name and label; the first is selected."""
        choices = [SelectChoice(key, words) for key, words in answers]
        first = choices[0].value if choices else None
        data = {"answer": first, "tells": True, "version": revision, "notice": notice}
        form: Self = cls(data=data)
        form.answer.choices = choices
        # An answer that is no longer possible is refused by the service, with its name.
        form.answer.validate_choice = False
        return form


class AddedSessionForm(BaseForm):
    """A new session, its host, and its room and slot."""

    form_key = FormKeyField()
    title = LineField(_l("Title"), required=_l("Please enter a title."))
    contact = LineField(_l("Contact"))
    cell = SelectField(_l("When and where"))

    @classmethod
    def about(cls, form_key: str, cells: Iterable[tuple[str, str]]) -> Self:
        """Return the empty form with the free places, by name and label."""
        form: Self = cls(data={"form_key": form_key})
        form.cell.choices = [SelectChoice(key, words) for key, words in cells]
        # A place that is no longer free is refused by the service, with the reason.
        form.cell.validate_choice = False
        return form
