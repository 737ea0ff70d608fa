"""Cleaning of form input, and the fields that many forms share."""

from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import FloatField, HiddenField, IntegerField, SelectField, StringField, TextAreaField
from wtforms.fields import SelectChoice
from wtforms.validators import (
    DataRequired,
    InputRequired,
    Length,
    NumberRange,
    Optional,
    Regexp,
    ValidationError,
)
from wtforms.widgets import HiddenInput

from hackathon.core.text.characters import clean_name, clean_text
from hackathon.core.text.markdown import TOO_MUCH_MARKUP, has_too_much_markup
from hackathon.core.translation import translated

LINE = 500
TEXT = 20_000


def on_one_line(text: str | None) -> str:
    """Return the text on one line, without invisible characters and extra spaces."""
    return " ".join(clean_name(text or "").split())


def as_paragraphs(text: str | None) -> str:
    """Return the text with uniform line ends, without control characters and surrounding space."""
    return clean_text((text or "").replace("\r\n", "\n").replace("\r", "\n")).strip()


def words_of(text: str | None) -> tuple[str, ...]:
    """Return the entries of a comma-separated list."""
    return tuple(entry for each in (text or "").split(",") if (entry := on_one_line(each)))


class LineField(StringField):  # type: ignore[misc]  # WTForms is published without types
    """One line of text; `required` is the message if it is missing."""

    def __init__(self, label: str, *, required: str = "", longest: int = LINE, **kwargs: Any) -> None:  # noqa: ANN401 -- WTForms' own
        limit = Length(max=longest, message=_l("Please use at most %(longest)s characters.", longest=longest))
        # DataRequired sees the cleaned text, so spaces alone count as missing.
        validators = [DataRequired(required), limit] if required else [limit]
        super().__init__(label, validators=validators, filters=[on_one_line], **kwargs)


class ParagraphsField(TextAreaField):  # type: ignore[misc]  # WTForms is published without types
    """Several lines of text; `required` is the message if they are missing."""

    def __init__(
        self,
        label: str,
        *,
        required: str = "",
        longest: int = TEXT,
        rows: int = 4,
        **kwargs: Any,  # noqa: ANN401 -- WTForms' own
    ) -> None:
        limit = Length(max=longest, message=_l("Please use at most %(longest)s characters.", longest=longest))
        validators = [DataRequired(required), limit] if required else [limit]
        validators.append(_readable)
        kwargs.setdefault("render_kw", {"rows": rows})
        super().__init__(label, validators=validators, filters=[as_paragraphs], **kwargs)


def _readable(_form: object, field: ParagraphsField) -> None:
    if has_too_much_markup(field.data or ""):
        raise ValidationError(translated(TOO_MUCH_MARKUP))


class NumberField(IntegerField):  # type: ignore[misc]  # WTForms is published without types
    """A whole number from `least` to `most`; may be empty if it is optional."""

    def __init__(
        self,
        label: str,
        *,
        least: int,
        most: int,
        is_optional: bool = False,
        **kwargs: Any,  # noqa: ANN401 -- WTForms' own
    ) -> None:
        words = _l("Please enter a whole number from %(least)s to %(most)s.", least=least, most=most)
        if is_optional:
            words = _l(
                "Please enter a whole number from %(least)s to %(most)s, or leave this empty.",
                least=least,
                most=most,
            )
        first = Optional() if is_optional else InputRequired(words)
        super().__init__(label, validators=[first, NumberRange(least, most, words)], **kwargs)

    def process_formdata(self, valuelist: Sequence[str]) -> None:
        """Read the number. If it can't be read, the only error is the one that states the limits."""
        with suppress(ValueError):
            super().process_formdata(valuelist)


class DecimalNumberField(FloatField):  # type: ignore[misc]  # WTForms is published without types
    """A number from `least` to `most`, possibly with a fraction; if none is sent, its default."""

    def __init__(self, label: str, *, least: float, most: float, **kwargs: Any) -> None:  # noqa: ANN401 -- WTForms' own
        words = _l("Please enter a number from %(least)s to %(most)s, such as 2.5.", least=least, most=most)
        super().__init__(label, validators=[NumberRange(least, most, words)], **kwargs)

    def process_formdata(self, valuelist: Sequence[str]) -> None:
        """Read the number. If it can't be read, the only error is the one that states the limits."""
        with suppress(ValueError):
            super().process_formdata(valuelist)


class PickField(SelectField):  # type: ignore[misc]  # WTForms is published without types
    """A choice of one row, by key; none is preselected, so that none is chosen by mistake.

    `required` is the message if none is chosen.
    """

    def __init__(self, label: str, *, required: str, **kwargs: Any) -> None:  # noqa: ANN401 -- WTForms' own
        super().__init__(label, validators=[InputRequired(required)], **{"coerce": _number, **kwargs})

    def offer(self, rows: Iterable[tuple[int | str, str]]) -> None:
        """Set the choices: numbers or keys, with their labels."""
        self.choices = [SelectChoice("", _("Choose …")), *(SelectChoice(*row) for row in rows)]


def _number(value: int | str) -> int | str:
    """Return the key of a row, or "" if none was chosen."""
    return int(value) if value else ""


class VersionField(IntegerField):  # type: ignore[misc]  # WTForms is published without types
    """The version of the row that the form was opened with."""

    widget = HiddenInput()

    def __init__(self, **kwargs: Any) -> None:  # noqa: ANN401 -- WTForms' own
        again = _l("Please reload the page and make your change again.")
        super().__init__(
            validators=[InputRequired(again), NumberRange(min=1, max=2**31, message=again)], **kwargs
        )


class FormKeyField(HiddenField):  # type: ignore[misc]  # WTForms is published without types
    """A key by which a form that is sent twice is recognized; each rendered page gets a new one."""

    def __init__(self, **kwargs: Any) -> None:  # noqa: ANN401 -- WTForms' own
        again = _l("Please reload the page and send it again.")
        super().__init__(
            validators=[InputRequired(again), Regexp(r"[A-Za-z0-9_-]{1,100}\Z", message=again)], **kwargs
        )


def choices(words: Mapping[str, str]) -> list[SelectChoice]:
    """Return the choices of a select field, by value."""
    return [SelectChoice(value, label) for value, label in words.items()]
