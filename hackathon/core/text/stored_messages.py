"""Messages as JSON, so that a sentence in the database can be read in any language later.

The finished sentence is never stored, only its parts: its values, and for a message inside another message
its English text, which is the key to its translation.
"""

from collections.abc import Callable, Mapping
from datetime import date, datetime, time
from typing import Any

from hackathon.core.text.messages import LongDay, Message

Json = dict[str, Any]


def message_to_json(message: Message) -> Json:
    """Return a message as JSON."""
    kept: Json = {"text": message.singular, "values": values_to_json(message.values)}
    if message.plural:
        kept |= {"plural": message.plural, "number": message.number}
    return kept


def message_from_json(kept: Mapping[str, Any]) -> Message:
    """Return the message that was stored as JSON."""
    return Message(
        singular=kept["text"],
        plural=kept.get("plural", ""),
        number=kept.get("number", 1),
        values=values_from_json(kept["values"]),
    )


def values_to_json(values: Mapping[str, object]) -> Json:
    """Return the values of a message as JSON; values of any other type are stored as text."""
    return {name: _to_json(value) for name, value in values.items()}


def values_from_json(kept: Mapping[str, Any]) -> dict[str, object]:
    """Return the values of a message that were stored as JSON."""
    return {name: _from_json(value) for name, value in kept.items()}


def _to_json(value: object) -> object:
    if isinstance(value, Message):
        return message_to_json(value)
    if isinstance(value, tuple):
        return [_to_json(item) for item in value]
    for kind, (tag, write, _read) in _TAGGED.items():
        if isinstance(value, kind):
            return {tag: write(value)}
    return value if isinstance(value, int | float) else str(value)


def _from_json(kept: object) -> object:
    if isinstance(kept, list):
        return tuple(_from_json(item) for item in kept)
    if not isinstance(kept, dict):
        return kept
    for tag, _write, read in _TAGGED.values():
        if tag in kept:
            return read(kept[tag])
    return message_from_json(kept)


_TAGGED: Mapping[type, tuple[str, Callable[[Any], str], Callable[[str], object]]] = {
    LongDay: (
        "long_day",
        lambda value: value.day.isoformat(),
        lambda text: LongDay(date.fromisoformat(text)),
    ),
    datetime: ("moment", datetime.isoformat, datetime.fromisoformat),
    date: ("day", date.isoformat, date.fromisoformat),
    time: ("time", time.isoformat, time.fromisoformat),
}
"""Values that JSON can't represent: their tag, and how they are written and read."""
