"""No field of the product speaks as its library does."""

import inspect
import re

import pytest
from flask import Flask
from werkzeug.datastructures import MultiDict
from wtforms import (
    DateField,
    DateTimeLocalField,
    DecimalField,
    Field,
    FieldList,
    FloatField,
    FormField,
    IntegerField,
    SelectField,
    SelectMultipleField,
    TimeField,
)
from wtforms.fields import SelectChoice, choices, datetime, numeric

from hackathon.core.forms.base_form import BaseForm, FormPart
from hackathon.core.forms.entries import DecimalNumberField, NumberField
from hackathon.core.forms.field_messages import FieldMessages

LETTERS = [SelectChoice("a", "A")]
UNREADABLE = {
    "whole": (IntegerField(), "Please enter a whole number, such as 10."),
    "fraction": (FloatField(), "Please enter a number, such as 2.5."),
    "decimal": (DecimalField(), "Please enter a number, such as 2.5."),
    "day": (DateField(), "Please enter a day, such as 2026-05-16."),
    "time": (TimeField(), "Please enter a time, such as 14:30."),
    "moment": (DateTimeLocalField(), "Please enter a day and a time, such as 2026-05-16 14:30."),
    "one": (SelectField(choices=LETTERS), "Please choose one of the options."),
    "several": (SelectMultipleField(choices=LETTERS), "Please choose one of the options."),
    "from_to": (NumberField("", least=1, most=9), "Please enter a whole number from 1 to 9."),
    "perhaps": (
        NumberField("", least=1, most=9, is_optional=True),
        "Please enter a whole number from 1 to 9, or leave this empty.",
    ),
    "seconds": (DecimalNumberField("", least=1, most=9), "Please enter a number from 1 to 9, such as 2.5."),
}


@pytest.mark.parametrize("name", UNREADABLE)
def test_what_a_field_cannot_read_is_said_once_and_in_our_words(app: Flask, name: str) -> None:
    field, words = UNREADABLE[name]
    whole = type("Whole", (BaseForm,), {name: field})
    part = type("Part", (FormPart,), {name: field})
    parts = type("Parts", (BaseForm,), {"lines": FieldList(FormField(part))})

    with app.test_request_context():
        form = whole(MultiDict({name: "2,5 apples"}), meta={"csrf": False})
        assert not form.validate()
        assert list(form.errors[name]) == [words]

        form = parts(MultiDict({f"lines-0-{name}": "2,5 apples"}), meta={"csrf": False})
        assert not form.validate()
        assert list(form.lines[0].form.errors[name]) == [words]


@pytest.mark.parametrize("module", [numeric, datetime, choices])
def test_every_sentence_about_what_cannot_be_read_is_ours(app: Flask, module: object) -> None:
    source = inspect.getsource(module)  # type: ignore[arg-type]
    sentences = re.findall(r'"((?:Not a valid|Invalid|\'%\(value\)s\')[^"]*)"', source)

    assert sentences
    with app.test_request_context():
        for sentence in sentences:
            assert FieldMessages().gettext(sentence) != sentence


def test_a_number_of_many_digits_is_refused_like_any_other(app: Flask) -> None:
    class Seats(BaseForm):
        seats: Field = NumberField("", least=1, most=9)

    with app.test_request_context():
        form = Seats(MultiDict({"seats": "9" * 5_000}), meta={"csrf": False})
        assert not form.validate()
        assert list(form.errors["seats"]) == ["Please enter a whole number from 1 to 9."]
