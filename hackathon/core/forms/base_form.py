"""The base form of all pages, which keeps the input and reports errors."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from flask import g
from flask_babel import gettext as _
from flask_wtf import FlaskForm
from wtforms import BooleanField, Field, FieldList, Form, FormField, SelectField

from hackathon.core.forms.field_messages import FieldMessages
from hackathon.core.forms.option_list import OptionList

_FROM_DATABASE = "forms_from_database"
_OPTIONS = OptionList()


class BaseForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF is published without types
    """A submitted form, which keeps everything that was typed, whatever the outcome."""

    class Meta(FlaskForm.Meta):  # type: ignore[misc]
        """How the form gets the submitted values."""

        def wrap_formdata(self, form: FlaskForm, formdata: Any) -> Any:  # noqa: ANN401 -- WTForms' own
            """Return the submitted values, unless the form is filled from the database."""
            return None if g.get(_FROM_DATABASE) else super().wrap_formdata(form, formdata)

        def get_translations(self, _form: FlaskForm) -> FieldMessages:
            """Return the messages for input that the fields can't read."""
            return FieldMessages()

        def render_field(self, field: Field, render_kw: dict[str, Any]) -> Any:  # noqa: ANN401 -- WTForms' own
            """Return the field as HTML, with our list of options instead of WTForms' own."""
            if field.widget is SelectField.widget:
                field.widget = _OPTIONS
            return super().render_field(field, render_kw)

    answer_status: int = 422
    """The status code of the response that shows the form again."""

    @property
    def problems(self) -> Sequence["Problem"]:
        """All errors, for the top of the form."""
        general = [Problem(words=words) for words in self.form_errors]
        return list(dict.fromkeys((*general, *_problems(self))))

    def show_conflict(self, now_is: "BaseForm") -> None:
        """Show the saved value at each field that someone else has changed; sending again overrides it."""
        _compare(self, now_is)


class FormPart(Form):  # type: ignore[misc]  # WTForms is published without types
    """One row of a form that has several similar ones."""

    class Meta(Form.Meta):  # type: ignore[misc]
        """Uses the translations of the form that it is part of."""

        def get_translations(self, _form: Form) -> FieldMessages:
            """Return the messages for input that the fields can't read."""
            return FieldMessages()


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """An error in a form; if it concerns a field, it is shown as a link to it."""

    words: str
    label: str = ""
    field_id: str = ""


@contextmanager
def from_database() -> Iterator[None]:
    """Inside this context, forms are filled from the database, ignoring the submitted values."""
    setattr(g, _FROM_DATABASE, True)
    try:
        yield
    finally:
        setattr(g, _FROM_DATABASE, False)


def field_text(field: Field) -> str:
    """Return the content of a field as text."""
    if isinstance(field, BooleanField):
        return str(_("Yes") if field.data else _("No"))
    if getattr(field, "choices", None):
        chosen = field.data if isinstance(field.data, list) else [field.data]
        keys = {str(getattr(each, "value", each)) for each in chosen if each is not None}
        return ", ".join(str(each[1]) for each in field.iter_choices() if str(each[0]) in keys)
    value = getattr(field, "_value", lambda: field.data)()
    return "" if value is None else " ".join(str(value).split())


def _problems(fields: Any) -> Iterator[Problem]:  # noqa: ANN401 -- a form, a list of fields or a field
    for field in fields:
        if isinstance(field, FormField):
            yield from _problems(field.form)
        elif isinstance(field, FieldList):
            yield from (Problem(words=each) for each in field.errors if isinstance(each, str))
            yield from _problems(field)
        else:
            is_hidden = getattr(field.widget, "input_type", "") == "hidden"
            label, place = ("", "") if is_hidden else (str(field.label.text), str(field.id))
            yield from (Problem(words=str(each), label=label, field_id=place) for each in field.errors)
            if hasattr(field, "meanwhile"):
                yield Problem(
                    words=(
                        _("Currently saved: “%(text)s”", text=field.meanwhile)
                        if field.meanwhile
                        else _("Currently saved: empty")
                    ),
                    label=label,
                    field_id=place,
                )


def _compare(mine: Any, theirs: Any) -> None:  # noqa: ANN401 -- forms, whole or within others
    for field in mine:
        other = theirs[field.short_name] if field.short_name in theirs else None  # noqa: SIM401 -- forms have no get
        if other is None or field.short_name in ("csrf_token", "form_key"):
            continue
        if isinstance(field, FieldList):
            _compare_lists(field, other)
        elif isinstance(field, FormField):
            _compare(field.form, other.form)
        elif getattr(field.widget, "input_type", "") == "hidden":
            # Includes the version that was shown: when sent again, the form refers to what is shown now.
            field.data, field.raw_data = other.data, None
        elif field_text(field) != field_text(other):
            field.meanwhile = field_text(other)


def _compare_lists(mine: FieldList, theirs: FieldList) -> None:
    known = {_identity(entry): entry for entry in mine}
    for position, other in enumerate(theirs):
        key = _identity(other)
        if key is None:
            entry = mine.entries[position] if position < len(mine.entries) else None
        else:
            entry = known.get(key)
        if entry is not None:
            _compare(entry.form, other.form)
        elif key:
            added = mine.append_entry(other.data)
            for field in added.form:
                field.meanwhile = field_text(field)


def _identity(entry: FormField) -> str | None:
    """Return what identifies a row of a list: None if its position does, "" for a new row."""
    for name in ("slug", "key", "day"):
        if name in entry.form:
            return field_text(entry.form[name])
    return None
