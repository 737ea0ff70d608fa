"""Frozen values as JSON and back, with a JSON Schema, all derived from their types."""

import re
import types
from collections.abc import Callable, Iterator, Mapping
from dataclasses import MISSING, Field, fields, is_dataclass
from datetime import UTC, date, datetime, time
from enum import StrEnum
from functools import cache
from typing import Any, Union, get_args, get_origin, get_type_hints

from hackathon.core.domain.clocks import MIDNIGHT
from hackathon.core.errors import NotAPage
from hackathon.core.text.messages import Message, message


def _moment(text: str) -> datetime:
    moment = datetime.fromisoformat(text)
    if moment.tzinfo is None:
        raise ValueError(f"{text} has no zone")
    return moment.astimezone(UTC)


def _clock(text: str) -> time:
    return MIDNIGHT if text in (_LATEST, _LATEST[:5]) else time.fromisoformat(text)


_ENDS = frozenset({"ends", "closes", "leaves"})
"""The names of fields that hold an end, where midnight is said as 24:00."""
_LATEST = "24:00:00"
_FORMATS: dict[type, tuple[Callable[[str], Any], dict[str, str]]] = {
    datetime: (_moment, {"format": "date-time"}),
    date: (date.fromisoformat, {"format": "date"}),
    time: (_clock, {"pattern": r"^(([01]\d|2[0-3]):[0-5]\d(:[0-5]\d)?|24:00(:00)?)$"}),
}
_PLAIN: dict[type, str] = {str: "string", int: "integer", float: "number", bool: "boolean"}
_NO_TEXT = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")
_NAMES = {
    str: message("a text"),
    int: message("a whole number"),
    float: message("a number"),
    bool: message("true or false"),
    datetime: message("a date and time with its zone"),
    date: message("a date"),
    time: message("a time"),
}


def to_json(value: Any) -> Any:  # noqa: ANN401 -- any value, or JSON
    """Return the value as JSON. Fields at their default are left out."""
    if is_dataclass(value):
        return {
            field.name: _LATEST if held == MIDNIGHT and field.name in _ENDS else to_json(held)
            for field in fields(value)
            if (held := getattr(value, field.name)) != field.default
        }
    if isinstance(value, tuple):
        return [to_json(item) for item in value]
    if isinstance(value, datetime | date | time):
        return value.isoformat()
    return value.value if isinstance(value, StrEnum) else value


def from_json(kind: Any, raw: Any, where: str) -> Any:  # noqa: ANN401 -- a type, JSON, and its value
    """Return the value of this type that `to_json` wrote.

    Raises NotAPage for anything else and names the place; `where` is the path so far.
    """
    origin = get_origin(kind)
    if origin in (Union, types.UnionType):
        (inner,) = (member for member in get_args(kind) if member is not types.NoneType)
        return None if raw is None else from_json(inner, raw, where)
    if origin is tuple:
        if not isinstance(raw, list):
            raise _wrong(where, message("a list"))
        inner = get_args(kind)[0]
        return tuple(from_json(inner, item, f"{where}[{n}]") for n, item in enumerate(raw))
    if is_dataclass(kind):
        return _object(kind, raw, where)
    if issubclass(kind, StrEnum):
        if raw not in set(kind):
            raise _wrong(where, message("one of %(options)s", options=", ".join(kind)))
        return kind(raw)
    return _formatted(kind, raw, where) if kind in _FORMATS else _plain(kind, raw, where)


def _object(kind: Any, raw: Any, where: str) -> Any:  # noqa: ANN401 -- a class, JSON, and its value
    if not isinstance(raw, dict):
        raise _wrong(where, message("an object"))
    known = _typed(kind)
    for name in raw.keys() - known.keys():
        raise NotAPage(message("%(where)s has an unknown field “%(field)s”.", where=where, field=name[:60]))
    for name, (_, field) in known.items():
        if name not in raw and field.default is MISSING:
            raise NotAPage(message("%(where)s is missing “%(field)s”.", where=where, field=name))
    return kind(**{name: from_json(known[name][0], item, f"{where}.{name}") for name, item in raw.items()})


def _formatted(kind: type, raw: object, where: str) -> Any:  # noqa: ANN401 -- a date, a moment or a time
    parse, _ = _FORMATS[kind]
    try:
        value = parse(raw) if isinstance(raw, str) else None
    except (ValueError, OverflowError):
        value = None
    if value is None:
        raise _wrong(where, _NAMES[kind])
    return value


def _plain(kind: type, raw: object, where: str) -> Any:  # noqa: ANN401 -- a text, a number or a truth
    if type(raw) is not kind:
        raise _wrong(where, _NAMES[kind])
    if isinstance(raw, str):
        if _NO_TEXT.search(raw):
            raise NotAPage(
                message("%(where)s contains a control character, which is not allowed.", where=where)
            )
        return raw.replace("\r\n", "\n").replace("\r", "\n")
    return raw


def _wrong(where: str, wanted: Message) -> NotAPage:
    return NotAPage(message("%(where)s must be %(wanted)s.", where=where, wanted=wanted))


@cache
def _typed(kind: type) -> Mapping[str, tuple[Any, "Field[Any]"]]:
    hints = get_type_hints(kind)
    return {field.name: (hints[field.name], field) for field in fields(kind)}


# The schema


def definitions(kind: type) -> dict[str, Any]:
    """Return the JSON Schema definitions of a class and the classes it contains, by name."""
    schemas: dict[str, Any] = {}
    waiting = [kind]
    while waiting:
        item = waiting.pop()
        if item.__name__ not in schemas:
            schemas[item.__name__] = _definition(item)
            waiting += [inner for hint, _ in _typed(item).values() for inner in _classes(hint)]
    return dict(sorted(schemas.items()))


def _definition(kind: type) -> dict[str, Any]:
    known = _typed(kind)
    return {
        "description": " ".join((kind.__doc__ or "").split()),
        "type": "object",
        "properties": {name: _schema(hint) for name, (hint, _) in known.items()},
        "required": [name for name, (_, field) in known.items() if field.default is MISSING],
        "additionalProperties": False,
    }


def _schema(hint: Any) -> dict[str, Any]:  # noqa: ANN401 -- a type
    origin = get_origin(hint)
    if origin in (Union, types.UnionType):
        (inner,) = (member for member in get_args(hint) if member is not types.NoneType)
        return {"anyOf": [_schema(inner), {"type": "null"}]}
    if origin is tuple:
        return {"type": "array", "items": _schema(get_args(hint)[0])}
    if is_dataclass(hint):
        return {"$ref": f"#/$defs/{hint.__name__}"}  # type: ignore[union-attr]  # it is a class, not a value
    if issubclass(hint, StrEnum):
        return {"enum": [member.value for member in hint]}
    if hint in _FORMATS:
        return {"type": "string", **_FORMATS[hint][1]}
    return {"type": _PLAIN[hint]}


def _classes(hint: Any) -> Iterator[type]:  # noqa: ANN401 -- a type
    if is_dataclass(hint) and isinstance(hint, type):
        yield hint
    for inner in get_args(hint):
        yield from _classes(inner)
