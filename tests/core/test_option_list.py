"""Our list of options says what that of WTForms says, byte for byte."""

from typing import Any

import pytest
from flask import Flask
from flask_babel import lazy_gettext
from wtforms import SelectField, SelectMultipleField
from wtforms.fields import SelectChoice
from wtforms.validators import InputRequired
from wtforms.widgets import Select

from hackathon.core.domain.topics import ContactRole
from hackathon.core.forms.base_form import BaseForm
from hackathon.core.forms.option_list import OptionList

PLAIN = [SelectChoice("", "None"), SelectChoice("a&b", 'Ann & "Ben"'), SelectChoice("c", "<Cat>")]
FIELDS = {
    "plain": SelectField(choices=PLAIN),
    "chosen": SelectField(choices=PLAIN, default="a&b"),
    "required": SelectField(choices=PLAIN, validators=[InputRequired()]),
    "numbers": SelectField(choices=[SelectChoice(1, "one"), SelectChoice(2, "two")], coerce=int, default=2),
    "enum": SelectField(choices=[SelectChoice(each, each.value) for each in ContactRole]),
    "lazy": SelectField(choices=[SelectChoice("yes", lazy_gettext("Yes"))]),
    "no label": SelectField(choices=[SelectChoice("a", ""), SelectChoice("b")]),
    "empty": SelectField(choices=[]),
    "own attributes": SelectField(choices=[SelectChoice("a", "A", render_kw={"disabled": True})]),
    "groups": SelectField(choices=[SelectChoice("a", "A", optgroup="Vowels"), SelectChoice("b", "B")]),
    "attributes": SelectField(choices=PLAIN, render_kw={"class": "wide", "data_sort": True}),
}


@pytest.mark.parametrize("name", FIELDS)
def test_it_writes_what_wtforms_writes(app: Flask, name: str) -> None:
    form_class: Any = type("OneList", (BaseForm,), {"chosen": FIELDS[name]})
    with app.test_request_context(headers={"Accept-Language": "de"}):
        theirs, ours = form_class(meta={"csrf": False}).chosen, form_class(meta={"csrf": False}).chosen
        theirs.widget = Select(multiple=False)

        assert ours(autofocus=True, aria_label="Which") == theirs(autofocus=True, aria_label="Which")
        assert isinstance(ours.widget, OptionList)


def test_a_list_of_which_several_are_chosen_stays_that_of_wtforms(app: Flask) -> None:
    form_class: Any = type("Several", (BaseForm,), {"chosen": SelectMultipleField(choices=PLAIN)})
    with app.test_request_context():
        assert "multiple" in form_class(meta={"csrf": False}).chosen()
