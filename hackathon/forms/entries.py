"""How what people type is tidied before anything else looks at it, and the fields that many forms share."""

import re
from collections.abc import Iterable
from typing import Any

from wtforms import HiddenField, IntegerField, SelectField, StringField, TextAreaField, TimeField
from wtforms.fields import SelectChoice
from wtforms.validators import DataRequired, InputRequired, Length, NumberRange, Optional, Regexp
from wtforms.widgets import HiddenInput

LINE = 500
TEXT = 20_000

# What no keyboard types and no database should keep: control characters, line ends and tabs aside.
CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")


def on_one_line(text: str | None) -> str:
    """Return the text on one line, without control characters and surplus space."""
    return " ".join(CONTROLS.sub("", text or "").split())


def as_paragraphs(text: str | None) -> str:
    """Return the text with plain line ends, without control characters and space around it."""
    return CONTROLS.sub("", (text or "").replace("\r\n", "\n").replace("\r", "\n")).strip()


def words_of(text: str | None) -> tuple[str, ...]:
    """Return the entries of a list that is separated by commas."""
    return tuple(entry for each in (text or "").split(",") if (entry := on_one_line(each)))


class LineField(StringField):  # type: ignore[misc]  # WTForms is published without types
    """One line of text; `required` says what to do when it is missing."""

    def __init__(self, label: str, *, required: str = "", longest: int = LINE, **kwargs: Any) -> None:  # noqa: ANN401 -- WTForms' own
        limit = Length(max=longest, message=f"Make it shorter: at most {longest} characters.")
        # DataRequired looks at the tidied text: nothing but space is nothing.
        validators = [DataRequired(required), limit] if required else [limit]
        super().__init__(label, validators=validators, filters=[on_one_line], **kwargs)


class ParagraphsField(TextAreaField):  # type: ignore[misc]  # WTForms is published without types
    """Several lines of text; `required` says what to do when they are missing."""

    def __init__(
        self,
        label: str,
        *,
        required: str = "",
        longest: int = TEXT,
        rows: int = 4,
        **kwargs: Any,  # noqa: ANN401 -- WTForms' own
    ) -> None:
        limit = Length(max=longest, message=f"Make it shorter: at most {longest} characters.")
        validators = [DataRequired(required), limit] if required else [limit]
        kwargs.setdefault("render_kw", {"rows": rows})
        super().__init__(label, validators=validators, filters=[as_paragraphs], **kwargs)


class NumberField(IntegerField):  # type: ignore[misc]  # WTForms is published without types
    """A whole number from `least` to `most`."""

    def __init__(self, label: str, *, least: int, most: int, **kwargs: Any) -> None:  # noqa: ANN401 -- WTForms' own
        words = f"Write a whole number from {least} to {most}."
        super().__init__(
            label,
            validators=[InputRequired(words), NumberRange(min=least, max=most, message=words)],
            **kwargs,
        )


class ClockField(TimeField):  # type: ignore[misc]  # WTForms is published without types
    """A time of day; empty where nothing is required."""

    def __init__(self, label: str, *, required: str = "", **kwargs: Any) -> None:  # noqa: ANN401 -- WTForms' own
        super().__init__(label, validators=[InputRequired(required) if required else Optional()], **kwargs)


class PickField(SelectField):  # type: ignore[misc]  # WTForms is published without types
    """One of several rows, by number; none to begin with, so that none is taken by mistake.

    `required` says what to do as long as none is chosen.
    """

    def __init__(self, label: str, *, required: str, **kwargs: Any) -> None:  # noqa: ANN401 -- WTForms' own
        super().__init__(label, validators=[InputRequired(required)], **{"coerce": _number, **kwargs})

    def offer(self, rows: Iterable[tuple[int | str, str]]) -> None:
        """Give these numbers, or keys, and words to choose from."""
        self.choices = [SelectChoice("", "Choose …"), *(SelectChoice(*row) for row in rows)]


def _number(value: int | str) -> int | str:
    """Return the number of a row; nothing stays nothing."""
    return int(value) if value else ""


class VersionField(IntegerField):  # type: ignore[misc]  # WTForms is published without types
    """The version of the row that the form was opened on."""

    widget = HiddenInput()

    def __init__(self, **kwargs: Any) -> None:  # noqa: ANN401 -- WTForms' own
        again = "Open the page again and make your change once more."
        super().__init__(
            validators=[InputRequired(again), NumberRange(min=1, max=2**31, message=again)], **kwargs
        )


class FormKeyField(HiddenField):  # type: ignore[misc]  # WTForms is published without types
    """The key by which the same form, sent twice, is known; a page is given a new one each time."""

    def __init__(self, **kwargs: Any) -> None:  # noqa: ANN401 -- WTForms' own
        again = "Open the page again and send it once more."
        super().__init__(
            validators=[InputRequired(again), Regexp(r"[A-Za-z0-9_-]{1,100}\Z", message=again)], **kwargs
        )


def choices(words: dict[str, str]) -> list[SelectChoice]:
    """Return the choices of a select field, by value."""
    return [SelectChoice(value, label) for value, label in words.items()]
