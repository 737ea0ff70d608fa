"""Finds the place in a line about an event: "Dublin, Ireland" after a date, or a known city."""

import re
from collections.abc import Sequence

from hackathon.pages.recognition.events.places import is_country, is_zone_city
from hackathon.pages.recognition.events.regions import is_region, is_state

_PLACE_PART = re.compile(r"\s*[,;]\s*")
_IN = re.compile(r"\b(?:in|at|near|en|à|a|im|um|zu|nach)\s+(?:the\s+)?", re.IGNORECASE)
_IN_PLACE = re.compile(r"(?:\b|\d)in\s+[^\Wa-z][^,;]{1,40}$")
_IN_CITY = re.compile(r"\b(?:in|near|en|nach)\s+((?:[^\W\da-z][\w'-]*\s?){1,3})")
_END = re.compile(
    r"[.;:!?()\[\]|\N{EN DASH}\N{EM DASH}](?:\s|$)|\s+(?:from|on|between|to|for|with|during|this|where"
    r"|and|vom|am)\b"
)
_NO_PLACE = re.compile(
    r"(?:fully |purely )?(?:online|virtual(?:ly)?|remote(?:ly)?|hybrid|tb[acd])", re.IGNORECASE
)
ONLY_DAYS = re.compile(
    r"(?:[\d\s.,/()-]|[\N{EN DASH}\N{EM DASH}]"
    r"|\b(?:jan|feb|fév|m[aä]r|apr|avr|ma[iy]|jui?n|jui?l|aug|août|sep|o[ck]t|nov|de[cz]|déc"
    r"|mon|tue|wed|thu|fri|sat|sun|online|virtual)[^\W\d_]{0,6}\b|\b\d{1,2}(?:st|nd|rd|th)\b|\b(?:to|and|until|of)\b){4,80}",
    re.IGNORECASE,
)
_LONGEST = 120
_NAME_OF_PLACE = re.compile(r"[^\W\d_a-z][^\W\d_]+(?:[ -][^\W\d_]+){0,3}")


def place_behind_days(text: str) -> tuple[str, str | None, str] | None:
    """Return the place in a line of days and a place: "16-17 May 2027, Dublin"."""
    if len(text) > _LONGEST:
        return None
    days, comma, rest = text.partition(",")
    while comma and not re.search(r"\b20\d\d\b", days):  # "May 16-17, 2027, Dublin"
        more, comma, rest = rest.partition(",")
        days += comma + more
    place = rest.strip(" .*_")
    if not ONLY_DAYS.fullmatch(days) or not _NAME_OF_PLACE.fullmatch(place) or _NO_PLACE.fullmatch(place):
        return None
    return place, None, place


def find_place(text: str) -> tuple[str, str | None, str] | None:
    """Return city, country and words of the first "City, Country" in a text, or of a city we know."""
    parts = _PLACE_PART.split(text)
    for n, part in enumerate(parts[1:], start=1):
        country = _END.split(part, maxsplit=1)[0].strip(" .*_")
        if is_country(country):
            place = _city_before(parts, n)
            if place:
                return place, country, f"{place}, {country}"
        goes_on = n + 1 < len(parts) and is_country(_END.split(parts[n + 1], maxsplit=1)[0].strip(" .*_"))
        if is_state(country) and not goes_on and (city := _city(parts[n - 1])):
            return city, None, f"{city}, {country}"
    return _known_city(text)


def _city_before(parts: Sequence[str], n: int) -> str | None:
    """Return the city before the country: not the region between them."""
    city = _city(parts[n - 1])
    whole = parts[n - 1].strip(" .*_")
    if n > 1 and (is_region(whole) or (_IN_PLACE.search(parts[n - 2]) and whole == city)):
        return _city(parts[n - 2]) or city
    return city


def _city(part: str) -> str | None:
    """Return the city at the end of what stands before a comma; None where there is none."""
    city = _IN.split(part)[-1]
    city = re.split(r"[.;:!?|(\N{EN DASH}]\s+|\d{4}\s+", city)[-1].strip(" *_-")
    is_name = bool(city) and not any(letter.isdigit() for letter in city) and len(city.split()) <= 4
    return city if is_name else None


def _known_city(text: str) -> tuple[str, str | None, str] | None:
    """Return a city that stands alone after "in", where a time zone has its name."""
    for match in _IN_CITY.finditer(text):
        words = match[1].split()
        for count in range(len(words), 0, -1):
            city = " ".join(words[:count]).rstrip(".")
            if is_zone_city(city):
                return city, None, city
    return None
