"""Messages: sentences written where something happens and translated where they are shown.

The code that finds a problem knows what to say but not who reads it. It returns or raises a `Message`: the
English sentence with named placeholders, and the values to put in. Pages translate it for their reader
(`hackathon.core.translation.translated`); the command line, logs and files print it in English.

`message` and `plural_message` are also the keywords by which `make catalog` finds these sentences, so the
first argument must be a plain string: no f-string, no concatenation with variables.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """A sentence in English, with the values that replace its placeholders `%(name)s`.

    A value may be a text, a number, a date (`LongDay` with its day of the week), a time of day, a local
    moment, another message, or a tuple of these (a list of things). With a `plural`, `number` decides which
    of the two forms is right.
    """

    singular: str
    plural: str = ""
    number: int = 1
    values: Mapping[str, object] = field(default_factory=dict)

    def __hash__(self) -> int:
        """Return equal hashes for equal sentences; defined here because a mapping has no hash."""
        return hash((self.singular, self.plural, self.number, tuple(self.values.items())))

    def __str__(self) -> str:
        """Return the sentence in English."""
        template = self.plural if self.plural and self.number != 1 else self.singular
        return self.filled(template, in_english)

    def filled(self, template: str, show: Callable[[object], str]) -> str:
        """Return one form of the sentence, in any language, with its values formatted by `show`."""
        return template % {name: show(value) for name, value in self.values.items()}


@dataclass(frozen=True, slots=True)
class LongDay:
    """A day to be shown with its day of the week: "Thursday 16 May 2013"."""

    day: date

    def __str__(self) -> str:
        """Return the day in English."""
        return f"{self.day:%A} {self.day.day} {self.day:%B %Y}"


def message(text: str, **values: object) -> Message:
    """Return a sentence to be translated: `message("%(room)s is taken.", room=room.name)`."""
    return Message(singular=text, values=values)


def plural_message(singular: str, plural: str, number: int, **values: object) -> Message:
    """Return a sentence that depends on a number, which is also available as `%(number)s`."""
    return Message(singular=singular, plural=plural, number=number, values={"number": number, **values})


def plural_of(known: Message, number: int, **values: object) -> Message:
    """Return a sentence that depends on a number, for instance from a table, with its number and values."""
    return plural_message(known.singular, known.plural, number, **values)


def listed(messages: Sequence[Message], *, separator: str = ", ") -> Message | None:
    """Return several messages joined into one; None if there are none."""
    if len(messages) < 2:
        return messages[0] if messages else None
    names = [f"part_{at}" for at in range(len(messages))]
    template = separator.join(f"%({name})s" for name in names)
    return Message(singular=template, values=dict(zip(names, messages, strict=True)))


def in_english(value: object) -> str:
    """Format a value of a message in English: "28 March 2027", "09:30", "Ann, Ben and Cat".

    A local moment is "Thu 16 May, 10:00".
    """
    if isinstance(value, datetime):
        return f"{value:%a} {value.day} {value:%b, %H:%M}"
    if isinstance(value, date):
        return f"{value.day} {value:%B %Y}"
    if isinstance(value, time):
        return f"{value:%H:%M}"
    if isinstance(value, tuple):
        *first, last = (in_english(item) for item in value)
        return f"{', '.join(first)} and {last}" if first else last
    return str(value)
