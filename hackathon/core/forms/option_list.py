"""Lists of options, which the pages with tables have many of."""

from typing import Any

from markupsafe import Markup, escape
from wtforms import SelectField
from wtforms.fields.choices import Choice
from wtforms.widgets import Select, html_params


class OptionList(Select):  # type: ignore[misc]  # WTForms is published without types
    """A select field written in one step; WTForms puts together the attributes of each option, which is slow.

    Groups of options, and options with attributes of their own, are left to WTForms.
    """

    def __call__(self, field: SelectField, **kwargs: Any) -> Markup:  # noqa: ANN401 -- WTForms' own
        """Return the field with its options."""
        offered = list(field.iter_choices())
        if field.has_groups() or any(each.render_kw for each in offered):
            return Markup(super().__call__(field, **kwargs))  # noqa: S704 -- WTForms has escaped it
        flags = {name: True for name in self.validation_attrs if getattr(field.flags, name)}
        attributes = html_params(**{"id": field.id, "name": field.name, **flags, **kwargs})
        options = "".join(map(_option, offered))
        return Markup(f"<select {attributes}>{options}</select>")  # noqa: S704 -- every part is escaped


def _option(choice: Choice) -> str:
    selected = " selected" if choice.selected else ""
    value = escape(choice.value)
    # Whether it is empty is asked of the text, so that a lazy one is translated once.
    label = escape(choice.label) or value
    return f'<option{selected} value="{value}">{label}</option>'
