"""Guesses the time zone of a place.

The only module of the library that opens files: the tables of the tz database in the package `tzdata`.
"""

from collections import defaultdict
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from babel import Locale

from hackathon.core.text.names import normalize

# What people write for the countries that the table calls "Britain (UK)" and "United States".
_ALSO_CALLED = {
    "GB": ("uk", "great britain", "england", "scotland", "wales", "northern ireland"),
    "US": ("us", "usa", "united states of america"),
}
_MOST_PROPOSALS = 5
_LANGUAGES = ("en", "de", "fr", "es", "pt", "it", "nl", "pl", "cs", "sv", "da")


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A place as written, with its city and country if recognized."""

    city: str | None
    country: str | None
    country_code: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ZoneGuess:
    """A likely time zone of a place; a person must confirm it."""

    zone: str
    why: str


def read_place(text: str) -> Place:
    """Return city and country of "Dublin Ireland" or "Cambridge, UK"; unrecognized parts are None."""
    if "," in text:
        parts = [part.strip() for part in text.split(",") if part.strip()]
        code = _countries().get(normalize(parts[-1])) if parts else None
        if code:
            return Place(city=parts[0] if len(parts) > 1 else None, country=parts[-1], country_code=code)
        return Place(city=parts[0] if parts else None, country=None, country_code=None)
    words = text.split()
    for first in range(max(0, len(words) - _most_words()), len(words)):
        country = " ".join(words[first:])
        if code := _countries().get(normalize(country)):
            return Place(city=" ".join(words[:first]) or None, country=country, country_code=code)
    return Place(city=text.strip() or None, country=None, country_code=None)


def guess_zones(place: Place) -> tuple[ZoneGuess, ...]:
    """Return the time zones of a place: the city's own, or its country's unless there are too many."""
    city = normalize(place.city or "")
    zones = _zones()
    in_country = zones.get(place.country_code, ()) if place.country_code else sum(zones.values(), ())
    named = [zone for zone in in_country if city and normalize(zone.rpartition("/")[2]) == city]
    if named:
        return tuple(ZoneGuess(zone=zone, why=f"{place.city} gives the zone its name") for zone in named)
    if not place.country_code or len(in_country) > _MOST_PROPOSALS:
        return ()
    only = "the only zone of" if len(in_country) == 1 else f"one of {len(in_country)} zones of"
    return tuple(ZoneGuess(zone=zone, why=f"{only} {place.country}") for zone in in_country)


def is_zone_city(text: str) -> bool:
    """Whether the text is a city that a time zone is named by, such as Berlin."""
    return bool(text.strip()) and normalize(text) in _zone_cities()


def is_country(text: str) -> bool:
    """Whether the text is the name of a country, with or without its article."""
    return normalize(text).removeprefix("the ") in _countries()


@cache
def _countries() -> dict[str, str]:
    codes: dict[str, set[str]] = defaultdict(set)
    for code, name in _rows("iso3166.tab"):
        outer, _, inner = name.partition("(")
        inner = inner.rstrip(")")
        for spelling in (name, outer, f"{inner} {outer}", *_ALSO_CALLED.get(code, ())):
            codes[normalize(spelling)].add(code)
    known = {code for found in codes.values() for code in found}
    for language in _LANGUAGES:
        for code, name in Locale(language).territories.items():
            if code in known and len(code) == 2:
                codes[normalize(name)].add(code)
    # "Korea" alone names two countries, so it names none.
    return {
        name: country_codes.pop() for name, country_codes in codes.items() if name and len(country_codes) == 1
    }


@cache
def _most_words() -> int:
    return max(len(name.split()) for name in _countries())


@cache
def _zone_cities() -> frozenset[str]:
    zones = sum(_zones().values(), ())
    return frozenset(normalize(zone.rpartition("/")[2].replace("_", " ")) for zone in zones)


@cache
def _zones() -> dict[str, tuple[str, ...]]:
    zones: dict[str, tuple[str, ...]] = defaultdict(tuple)
    for code, _, zone, *_ in _rows("zone.tab"):
        zones[code] += (zone,)
    return dict(zones)


def _rows(table: str) -> list[list[str]]:
    text = files("tzdata").joinpath("zoneinfo", table).read_text(encoding="utf-8")
    return [line.split("\t") for line in text.splitlines() if line and not line.startswith("#")]
