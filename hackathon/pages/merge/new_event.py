"""The event to create from a page: what the page contains, and what a person must add."""

from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import TypedDict, Unpack

from hackathon.core.errors import PageUndecided
from hackathon.core.text.messages import Message, message
from hackathon.core.text.names import former_slug, slugify
from hackathon.pages.model.event import EventStatement
from hackathon.pages.model.page import Page
from hackathon.pages.recognition.events.places import guess_zones, read_place

_EXAMPLE_ZONE = "Europe/Dublin"


@dataclass(frozen=True, slots=True, kw_only=True)
class NewEvent:
    """The values needed to create an event."""

    slug: str
    title: str
    zone: str
    first_day: date
    last_day: date
    place: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class EventFacts:
    """What a person says about a new event; None is left to the page."""

    slug: str | None = None
    title: str | None = None
    zone: str | None = None
    place: str | None = None
    first_day: date | None = None
    last_day: date | None = None


class EventAnswers(TypedDict, total=False):
    """The same, as arguments."""

    slug: str | None
    title: str | None
    zone: str | None
    place: str | None
    first_day: date | None
    last_day: date | None


class Fact(StrEnum):
    """What a new event cannot do without; the values are the options that say it."""

    TITLE = "title"
    DAYS = "from"
    ZONE = "timezone"


def facts_for(page: Page, told: EventFacts) -> EventFacts:
    """Return what is known about the event to create. What a person says takes precedence over the page.

    Without a sentence that says when the event takes place, its days are those of the sessions.
    """
    statement = page.event
    days = (statement.starts, statement.ends) if statement else _days_of_sessions(page)
    first, last = told.first_day or (days and days[0]), told.last_day
    if last is None and first is not None:
        last = max(first, days[1]) if days else first
    return replace(
        told,
        slug=told.slug or (statement.slug if statement else None),
        title=told.title or (statement.name if statement else None) or page.title,
        zone=told.zone or (statement.zone if statement else None),
        place=told.place or (_place(statement) if statement else None),
        first_day=first,
        last_day=last,
    )


def missing_facts(known: EventFacts) -> tuple[Fact, ...]:
    """Return what is still unknown, in the order in which people are asked."""
    values = {Fact.TITLE: known.title, Fact.DAYS: known.first_day, Fact.ZONE: known.zone}
    return tuple(fact for fact, value in values.items() if value is None)


def new_event(page: Page, **told: Unpack[EventAnswers]) -> NewEvent:
    """Return the event to create from a page. What a person says takes precedence over the page.

    The slug is the event's name and year. Raises PageUndecided with the options that say what neither says;
    for the time zone it names the most likely one.
    """
    return new_event_of(page, facts_for(page, EventFacts(**told)))


def new_event_of(page: Page, known: EventFacts) -> NewEvent:
    """Return the event that these facts say.

    Raises PageUndecided if one is missing, or if sessions of the page are on other days.
    """
    if known.title is None or known.zone is None or known.first_day is None:
        raise PageUndecided(_ask_for(missing_facts(known), known.place))
    _check_days(page, known.first_day, known.last_day or known.first_day)
    return NewEvent(
        slug=known.slug or _slug(known.title, known.first_day),
        title=known.title,
        zone=known.zone,
        first_day=known.first_day,
        last_day=known.last_day or known.first_day,
        place=known.place,
    )


def slugs_for(page: Page) -> tuple[str, ...]:
    """Return the slugs that the page's event may have, the current one first; empty without dates."""
    statement = page.event
    if statement is None:
        return ()
    if statement.slug:
        return (statement.slug,)
    name = statement.name or page.title or "Hackathon"
    slugs = [_slug(name, statement.starts)]
    if former := former_slug(name, limit=50):
        slugs.append(_with_year(former, statement.starts))
    return tuple(dict.fromkeys(slugs))


def guess_event_zones(place: str | None) -> tuple[str, ...]:
    """Return the time zones of a place, the most likely first."""
    return tuple(guess.zone for guess in guess_zones(read_place(place))) if place else ()


def _ask_for(missing: tuple[Fact, ...], place: str | None) -> Message:
    guess = next(iter(guess_event_zones(place)), None)
    if missing != (Fact.ZONE,):
        values = {
            Fact.TITLE: "--title TITLE",
            Fact.DAYS: "--from YYYY-MM-DD --to YYYY-MM-DD",
            Fact.ZONE: f"--timezone {guess or _EXAMPLE_ZONE}",
        }
        options = " ".join(values[fact] for fact in missing)
        return message(
            "The page does not say everything that a new event needs. Add: %(options)s", options=options
        )
    if guess is None:
        return message("The page does not name a time zone. Add it, for example: --timezone Europe/Dublin")
    return message(
        "The page does not name a time zone. For %(place)s, try: --timezone %(zone)s",
        place=place,
        zone=guess,
    )


def _check_days(page: Page, first: date, last: date) -> None:
    days = _days_of_sessions(page)
    if days and first <= last and not first <= days[0] <= days[1] <= last:
        raise PageUndecided(
            message(
                "The sessions on the page run from %(first)s to %(last)s, but the event from %(begins)s to "
                "%(ends)s. Add: %(options)s",
                first=str(days[0]), last=str(days[1]), begins=str(first), ends=str(last),
                options=f"--from {min(first, days[0])} --to {max(last, days[1])}",
            )
        )  # fmt: skip


def _days_of_sessions(page: Page) -> tuple[date, date] | None:
    days = sorted(slot.day for slot in page.setup.slots) if page.setup else []
    return (days[0], days[-1]) if days else None


def _place(statement: EventStatement) -> str | None:
    if statement.slug:
        return statement.place  # a page that we wrote gives the place in our own words
    parts = [part for part in (statement.city, statement.country) if part]
    return ", ".join(parts) or statement.place


def _slug(name: str, first_day: date) -> str:
    return _with_year(slugify(name, limit=50) or "hackathon", first_day)


def _with_year(plain: str, first_day: date) -> str:
    year = str(first_day.year)
    return plain if year in plain.split("-") else f"{plain}-{year}"
