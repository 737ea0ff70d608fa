"""Values as JSON text and back; JSON of the wrong shape is refused."""

import json
import math
import re
from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import MISSING, fields, is_dataclass
from enum import StrEnum
from functools import cache
from types import UnionType
from typing import Any, TypeVar, get_args, get_origin, get_type_hints

from hackathon.planner.errors import BadProblem

Document = TypeVar("Document")

# A UTF-16 surrogate; a lone one can't be encoded.
HALF = re.compile("[\ud800-\udfff]")


# Types that are written unchanged; all others are converted recursively.
PLAIN = frozenset((int, str, float, bool, type(None)))


def write(value: Any, without: Collection[str] = ()) -> str:  # noqa: ANN401 -- any dataclass, as dataclasses.asdict takes it
    """Return a dataclass as canonical JSON: sorted keys, no spaces, one line, so that it can be hashed.

    Fields named in `without` are left out; reading gives them their defaults.
    """
    document = {name: each for name, each in _plain(value).items() if name not in without}
    return json.dumps(document, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def _plain(value: Any) -> Any:  # noqa: ANN401 -- any value of a document
    """Return a value without dataclasses; like dataclasses.asdict, but without copying immutable values."""
    kind: Any = type(value)
    if kind in PLAIN:
        return value
    # Most of a large document are pairs: checking for other types takes longer than writing them.
    if kind is not tuple:
        if is_dataclass(value):
            return {name: _plain(getattr(value, name)) for name in _names(kind)}
        if isinstance(value, Mapping):
            return {name: _plain(each) for name, each in value.items()}
        if isinstance(value, str):
            return value
    return [each if type(each) in PLAIN else _plain(each) for each in value]


@cache
def _names(kind: Any) -> tuple[str, ...]:  # noqa: ANN401 -- any dataclass
    return tuple(each.name for each in fields(kind))


def parse(text: str) -> dict[str, object]:
    """Return the JSON object in the text.

    Raises BadProblem if there is none, or if an object has a key twice.
    """
    try:
        # Some editors put a byte order mark before any text.
        value = json.loads(text.removeprefix("\ufeff"), object_pairs_hook=_said_once)
    except (ValueError, RecursionError) as error:
        raise BadProblem(f"This is no JSON document: {error}.") from error
    if not isinstance(value, dict):
        raise BadProblem("This JSON document holds no object at its top.")
    return value


def _said_once(pairs: list[tuple[str, object]]) -> dict[str, object]:
    found = dict(pairs)
    if len(found) < len(pairs):
        twice = next(key for key, count in Counter(key for key, _ in pairs).items() if count > 1)
        raise BadProblem(f"{twice}: one object says this twice.")
    return found


def read(kind: type[Document], value: object, where: str = "") -> Document:
    """Return the value as the wanted type: a dataclass, a tuple, a mapping, a whole number, a text.

    Raises BadProblem, naming the place, when something is missing, unknown or of another type.
    """
    result: Any = _read(kind, value, where)
    return result  # type: ignore[no-any-return]  # the type is a value here, which mypy cannot follow


def _read(kind: Any, value: object, where: str) -> Any:  # noqa: ANN401 -- whatever the annotation asks for
    origin = get_origin(kind)
    if origin is UnionType:
        # The only unions in our documents are optional values.
        return None if value is None else _read(get_args(kind)[0], value, where)
    if origin is tuple:
        return _tuple(get_args(kind), value, where)
    if origin is Mapping:
        return _mapping(get_args(kind)[1], value, where)
    if is_dataclass(kind):
        return _object(kind, value, where)
    if isinstance(kind, type) and issubclass(kind, StrEnum):
        return _member(kind, value, where)
    # In Python a boolean is an int, but here it must not pass for one.
    if type(value) is not kind and not (kind is float and type(value) is int):
        raise BadProblem(f"{where or 'The document'}: {_shown(value)} is no {WORDS[kind]}.")
    if type(value) is float and not math.isfinite(value):
        raise BadProblem(f"{where}: {_shown(value)} is no number.")
    if type(value) is str and HALF.search(value):
        raise BadProblem(f"{where}: this text holds half a character.")
    return value


def _member(kind: type[StrEnum], value: object, where: str) -> StrEnum:
    if value not in list(kind):
        raise BadProblem(f"{where}: {_shown(value)} is none of {', '.join(kind)}.")
    return kind(str(value))


WORDS = {int: "whole number", str: "text", bool: "true or false", float: "number"}


def _tuple(kinds: tuple[Any, ...], value: object, where: str) -> tuple[Any, ...]:
    if not isinstance(value, list):
        raise BadProblem(f"{where}: {_shown(value)} is no list.")
    if kinds[-1] is Ellipsis:
        kinds = kinds[:1] * len(value)
    if len(kinds) != len(value):
        raise BadProblem(f"{where}: {_shown(value)} does not have {len(kinds)} entries.")
    # A large problem consists mostly of whole numbers.
    if all(kind is int for kind in kinds) and all(type(each) is int for each in value):
        return tuple(value)
    return tuple(
        _read(kind, each, f"{where}[{at}]") for at, (kind, each) in enumerate(zip(kinds, value, strict=True))
    )


def _mapping(kind: Any, value: object, where: str) -> dict[str, Any]:  # noqa: ANN401 -- whatever the annotation asks for
    if not isinstance(value, dict):
        raise BadProblem(f"{where}: {_shown(value)} is no object.")
    return {key: _read(kind, each, f"{where}.{key}") for key, each in value.items()}


def _object(kind: Any, value: object, where: str) -> Any:  # noqa: ANN401 -- any dataclass
    if not isinstance(value, dict):
        raise BadProblem(f"{where or 'The document'}: {_shown(value)} is no object.")
    kinds = _kinds(kind)
    wanted = kind.__dataclass_fields__["format"].default if "format" in kinds else None
    if value.get("format", wanted) != wanted:
        raise BadProblem(f"This is no {wanted} file: its format is '{shortened(str(value['format']))}'.")
    inside = f"{where}." if where else ""
    for key in value:
        if key not in kinds:
            raise BadProblem(f"{inside}{key}: nothing has this name.")
    found = {}
    for field in fields(kind):
        if field.name in value:
            found[field.name] = _read(kinds[field.name], value[field.name], f"{inside}{field.name}")
        elif field.default is MISSING and field.default_factory is MISSING:
            raise BadProblem(f"{inside}{field.name}: this is missing.")
    return kind(**found)


@cache
def _kinds(kind: Any) -> dict[str, Any]:  # noqa: ANN401 -- any dataclass
    return get_type_hints(kind)


def _shown(value: object) -> str:
    text = json.dumps(value, ensure_ascii=False)
    return shortened(text.encode("utf-8", "replace").decode())


def shortened(text: str) -> str:
    """Return the text, or the beginning of a long one, for a message of one line."""
    return text if len(text) <= 40 else f"{text[:37]}..."
