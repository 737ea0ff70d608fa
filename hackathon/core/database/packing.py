"""Column values as JSON, and back."""

from datetime import date, datetime, time
from enum import Enum
from typing import Any


def packed(value: Any) -> Any:  # noqa: ANN401 -- whatever a column holds
    """Return the value as JSON-compatible data."""
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, bytes):
        return value.hex()
    return value.value if isinstance(value, Enum) else value


def unpacked(value: Any, kind: type[Any]) -> Any:  # noqa: ANN401 -- whatever a column holds
    """Return JSON-compatible data as a value of a column of that type."""
    if value is None:
        return None
    if issubclass(kind, date | datetime | time):
        return kind.fromisoformat(value)
    if issubclass(kind, bytes):
        return kind.fromhex(value)
    return kind(value) if issubclass(kind, Enum) else value
