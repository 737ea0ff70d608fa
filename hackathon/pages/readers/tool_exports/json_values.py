"""Picks values out of an export's JSON, tolerating missing values and other types."""

import re
from collections.abc import Iterator
from datetime import date, datetime
from html import unescape
from typing import Any

from hackathon.pages.model.page import NamedPerson

JsonObject = dict[str, Any]

_CLOCK = re.compile(r"(?:(\d{1,2})[:.])?(\d{1,3})[:.](\d{2})(?:[:.]\d{2})?")
_MINUTES = re.compile(r"(\d{1,4})\s*(?:m(?:in(?:ute)?s?)?\.?|['\N{PRIME}])?", re.IGNORECASE)
_HOURS_AND_MINUTES = re.compile(r"(\d{1,2})\s?h\s?(\d{2})(?:\s?min)?", re.IGNORECASE)
_HOURS = re.compile(r"(\d{1,2})(?:[.,](\d))?\s*(?:h|hours?|hrs?|std|stunden?)\.?", re.IGNORECASE)
_TAG = re.compile(r"</(?:p|div|li|ul|ol|b|i|strong|em|a|span|h[1-6])>|<br ?/?>", re.IGNORECASE)
_ITEM = re.compile(r"<li(?:\s[^<>]{0,300})?>", re.IGNORECASE)
_ENDS_LINE = re.compile(r"<br ?/?>|</(?:div|ul|ol)>", re.IGNORECASE)
_PARAGRAPH = re.compile(r"</(?:p|h[1-6])>", re.IGNORECASE)
_ANY_TAG = re.compile(r"</?[a-z][^<>]{0,500}>", re.IGNORECASE)
_MANY_BLANKS = re.compile(r"\n{3,}")
_MOMENTS = (
    "%d %b %Y %I:%M %p", "%d %B %Y %I:%M %p", "%d %b %Y %H:%M", "%d %B %Y %H:%M", "%b %d %Y %I:%M %p",
    "%B %d %Y %I:%M %p", "%b %d %Y %H:%M", "%d.%m.%Y %H:%M", "%d.%m.%Y %H:%M:%S", "%Y/%m/%d %H:%M",
    "%Y/%m/%d %H:%M:%S", "%Y/%m/%d %I:%M %p",
)  # fmt: skip
"""Times as tools write them for people, without commas."""
_LONGEST_MOMENT = 60
_LONGEST_SESSION = 24 * 60


def objects_in(value: Any) -> list[JsonObject]:  # noqa: ANN401 -- JSON
    """Return the objects of a list, or of the values of an object."""
    items = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return [item for item in items if isinstance(item, dict)]


def texts_in(value: Any) -> list[str]:  # noqa: ANN401 -- JSON
    """Return the texts and numbers of a list, without blank ones."""
    return [text for item in value if (text := text_in(item))] if isinstance(value, list) else []


def object_in(value: Any) -> JsonObject:  # noqa: ANN401 -- JSON
    """Return the value if it is an object, else an empty one."""
    return value if isinstance(value, dict) else {}


def text_in(value: Any) -> str:  # noqa: ANN401 -- JSON
    """Return a text: as it is, a number as text, of several languages English or else the first.

    An object with a name is that name.
    """
    if isinstance(value, dict):
        for key in ("name", "title", "en", "public_name", "fullName", "displayName", "login", "username"):
            if found := text_in(value.get(key)):
                return found
        return next(
            (found for item in value.values() if isinstance(item, str) and (found := item.strip())), ""
        )
    if isinstance(value, bool) or value is None:
        return ""
    return (
        str(value).replace("\r\n", "\n").replace("\r", "\n").strip()
        if isinstance(value, str | int | float)
        else ""
    )


def first_text(entry: JsonObject, *keys: str) -> str:
    """Return the text under the first of the keys that has one."""
    return next((found for key in keys if (found := text_in(entry.get(key)))), "")


def moment_in(value: Any) -> datetime | None:  # noqa: ANN401 -- JSON
    """Return a time, with its zone if it has one: of ISO, of Indico's date and time, or in certain words.

    Of "3/1/26 10:00" nobody knows the month, so it is none.
    """
    if isinstance(value, dict):
        value = f"{text_in(value.get('date'))}T{text_in(value.get('time'))}"
    if not isinstance(value, str) or not 10 < len(value) <= _LONGEST_MOMENT:
        return None
    words = " ".join(value.replace(",", " ").split())
    try:
        return datetime.fromisoformat(value.strip())
    except ValueError:
        return next((found for form in _MOMENTS if (found := _moment(words, form))), None)


def _moment(words: str, form: str) -> datetime | None:
    try:
        return datetime.strptime(words, form)  # noqa: DTZ007 -- on the clocks of the place
    except ValueError:
        return None


def day_in(value: Any) -> date | None:  # noqa: ANN401 -- JSON
    """Return the day of an ISO date or time."""
    text = text_in(value.get("date") if isinstance(value, dict) else value)
    try:
        return date.fromisoformat(text[:10])
    except ValueError:
        return None


def minutes_in(value: Any) -> int | None:  # noqa: ANN401 -- JSON
    """Return a length in minutes: 45, "45 min", "0:45:00", "00:45", "00.15" or "1.5 h"."""
    if isinstance(value, int | float) and not isinstance(value, bool):
        return _possible(int(value))
    text = value.strip() if isinstance(value, str) else ""
    if match := _CLOCK.fullmatch(text):
        hours, minutes = (match[1], match[2]) if match[1] else (match[2], match[3])
        return _possible(int(hours) * 60 + int(minutes))
    if match := _HOURS_AND_MINUTES.fullmatch(text):
        return _possible(int(match[1]) * 60 + int(match[2]))
    if match := _HOURS.fullmatch(text):
        return _possible(int(match[1]) * 60 + int(match[2] or 0) * 6)
    match = _MINUTES.fullmatch(text)
    return _possible(int(match[1])) if match else None


def _possible(minutes: int) -> int | None:
    return minutes if 0 < minutes <= _LONGEST_SESSION else None


def minutes_between(starts: datetime | None, ends: datetime | None) -> int | None:
    """Return the minutes from start to end, where both are known and alike."""
    if starts is None or ends is None or (starts.tzinfo is None) != (ends.tzinfo is None):
        return None
    return _possible(round((ends - starts).total_seconds() / 60))


def people_in(value: Any) -> tuple[NamedPerson, ...]:  # noqa: ANN401 -- JSON
    """Return the people of a list of objects or names, each once."""
    entries = value if isinstance(value, list) else [value] if isinstance(value, dict) else []
    return tuple({person.name: person for entry in entries if (person := person_in(entry))}.values())


def person_in(value: Any) -> NamedPerson | None:  # noqa: ANN401 -- JSON
    """Return a person by the names that tools use for names, affiliations and addresses."""
    if isinstance(value, str):
        return NamedPerson(name=" ".join(value.split())) if value.strip() else None
    entry = object_in(value)
    name = first_text(entry, "fullName", "full_name", "public_name", "full_public_name")
    if not name:
        parts = (
            first_text(entry, "firstName", "first_name", "first-name", "given_name"),
            first_text(entry, "lastName", "last_name", "last-name", "familyName", "family_name"),
        )
        name = " ".join(part for part in parts if part) or first_text(entry, "name", "displayName")
    if not name:
        return None
    return NamedPerson(
        name=" ".join(name.split()),
        email=first_text(entry, "email", "email_address", "emailAddress") or None,
        affiliation=first_text(entry, "affiliation", "organisation", "organization", "company") or None,
    )


def named_texts(entry: JsonObject, labels: dict[str, str]) -> Iterator[tuple[str, str]]:
    """Yield label and text for those keys that have one."""
    for key, label in labels.items():
        if found := text_in(entry.get(key)):
            yield label, found


def without_html(text: str) -> str:
    """Return a text that an editor in a browser wrote, without its tags; any other text unchanged."""
    if not _TAG.search(text):
        return text
    broken = _ENDS_LINE.sub("\n", _PARAGRAPH.sub("\n\n", _ITEM.sub("\n- ", " ".join(text.split()))))
    lines = (" ".join(line.split()) for line in unescape(_ANY_TAG.sub("", broken)).split("\n"))
    return _MANY_BLANKS.sub("\n\n", "\n".join(lines)).strip()
